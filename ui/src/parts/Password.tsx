/** A password: its eye is named in the reader's language, and a new one says what it must be. */
import { PasswordInput, type PasswordInputProps } from "@mantine/core";
import { useTranslation } from "react-i18next";

interface Props extends PasswordInputProps {
  /** It is being chosen, so that its rule is told before it is broken. */
  isNew?: boolean;
}

/** As the server has it. */
const RULE = { shortest: 10, longest: 200 };

export function Password({ isNew = false, description, ...rest }: Props) {
  const { t } = useTranslation();
  const rule = isNew && t("users.passwordRule", RULE);
  return (
    <PasswordInput
      description={[description, rule].filter(Boolean).join(" ") || undefined}
      visibilityToggleButtonProps={{ "aria-label": t("signIn.showPassword") }}
      {...rest}
    />
  );
}
