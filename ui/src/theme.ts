/** The one place that says how things look: a deep green for actions, greys for the rest, 4-px grid, radius 8, borders. */
import {
  ActionIcon,
  Alert,
  Button,
  Card,
  type CSSVariablesResolver,
  createTheme,
  Drawer,
  type MantineColorsTuple,
  Menu,
  Modal,
  Paper,
  Popover,
  Table,
  Tabs,
  Tooltip,
} from "@mantine/core";

const accent: MantineColorsTuple = [
  "#eff7f3",
  "#dfeee6",
  "#bcdccb",
  "#96c9ae",
  "#6fb391",
  "#4c9c76",
  "#34855f",
  "#226e4c",
  "#175c3e",
  "#0d4a30",
];

const fade = { transition: "fade", duration: 120 } as const;

export const theme = createTheme({
  primaryColor: "accent",
  primaryShade: { light: 7, dark: 6 },
  colors: { accent },
  defaultRadius: 8,
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", Arial, sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
  fontSizes: { xs: "12px", sm: "14px", md: "14px", lg: "16px", xl: "20px" },
  lineHeights: { xs: "16px", sm: "20px", md: "20px", lg: "24px", xl: "28px" },
  spacing: { xs: "8px", sm: "12px", md: "16px", lg: "24px", xl: "32px" },
  headings: {
    fontWeight: "600",
    sizes: {
      h1: { fontSize: "24px", lineHeight: "32px" },
      h2: { fontSize: "16px", lineHeight: "24px" },
      h3: { fontSize: "14px", lineHeight: "20px" },
    },
  },
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    Button: Button.extend({ defaultProps: { size: "sm" } }),
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: "subtle", color: "gray" } }),
    // a title in the alert's own colour can't be read on it where that is light
    Alert: Alert.extend({ styles: { title: { color: "var(--mantine-color-text)" } } }),
    Paper: Paper.extend({ defaultProps: { withBorder: true, shadow: "none" } }),
    Card: Card.extend({ defaultProps: { withBorder: true, shadow: "none", padding: "md" } }),
    Modal: Modal.extend({ defaultProps: { transitionProps: fade, centered: true } }),
    Drawer: Drawer.extend({ defaultProps: { transitionProps: fade } }),
    Menu: Menu.extend({ defaultProps: { transitionProps: fade, shadow: "sm" } }),
    Popover: Popover.extend({ defaultProps: { transitionProps: fade, shadow: "sm" } }),
    Tooltip: Tooltip.extend({ defaultProps: { transitionProps: fade, openDelay: 300, maw: 320, multiline: true } }),
    Table: Table.extend({ defaultProps: { verticalSpacing: 8, horizontalSpacing: 12 } }),
    Tabs: Tabs.extend({ defaultProps: { keepMounted: false } }),
  },
});

/** Text of every colour has 4.5 : 1 to what is behind it: secondary text that can be read for hours, and no slabs of colour in the dark. */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-dimmed": "#5c636a",
    "--mantine-color-placeholder": "#6c747c",
    "--mantine-color-red-text": "#c92a2a",
    "--mantine-color-error": "#c92a2a",
  },
  dark: {
    "--mantine-color-dimmed": "#a6a7ab",
    "--mantine-color-placeholder": "#9c9ea3",
    "--mantine-color-error": "#ff8787",
    "--mantine-color-gray-light": "rgba(255, 255, 255, 0.06)",
    "--mantine-color-red-light": "rgba(250, 82, 82, 0.15)",
    "--mantine-color-red-light-color": "#ffa8a8",
    "--mantine-color-yellow-light": "rgba(250, 176, 5, 0.15)",
    "--mantine-color-yellow-light-color": "#ffd43b",
  },
});
