/** Which address shows which page. Each page is a chunk of its own, loaded when first opened. */
import { createBrowserRouter, Navigate, type RouteObject } from "react-router";
import { Allowed } from "./shell/Allowed";
import { Broken } from "./shell/Broken";
import { SessionGate } from "./shell/SessionGate";
import { Shell } from "./shell/Shell";

const ROUTES: RouteObject[] = [
  {
    element: (
      <SessionGate>
        <Shell />
      </SessionGate>
    ),
    errorElement: <Broken />,
    HydrateFallback: () => null,
    children: [
      {
        element: <Allowed />,
        errorElement: <Broken inside />,
        children: [
          { index: true, lazy: () => import("./pages/home/HomePage") },
          { path: "start", lazy: () => import("./pages/start/StartPage") },
          { path: "tour", lazy: () => import("./pages/tour/TourPage") },
          { path: "customers", lazy: () => import("./pages/customers/CustomersPage") },
          { path: "customers/:id", lazy: () => import("./pages/customers/CustomerPage") },
          { path: "segments", lazy: () => import("./pages/segments/SegmentsPage") },
          { path: "segments/new", lazy: () => import("./pages/segments/SegmentEditorPage") },
          { path: "segments/compare", lazy: () => import("./pages/segments/compare/ComparePage") },
          { path: "segments/overlap", element: <Navigate to="/segments/compare" replace /> },
          { path: "segments/templates", element: <Navigate to="/segments/new" replace /> },
          { path: "segments/:id", lazy: () => import("./pages/segments/SegmentPage") },
          { path: "segments/:id/edit", lazy: () => import("./pages/segments/SegmentEditorPage") },
          { path: "points", lazy: () => import("./pages/points/PointsPage") },
          { path: "points/programme", lazy: () => import("./pages/points/programme/ProgrammePage") },
          { path: "points/kinds", lazy: () => import("./pages/points/kinds/KindsPage") },
          { path: "points/rules/new", lazy: () => import("./pages/points/earning/EarningRulePage") },
          { path: "points/rules/:id", lazy: () => import("./pages/points/earning/EarningRulePage") },
          { path: "points/spending/new", lazy: () => import("./pages/points/spending/SpendingRulePage") },
          { path: "points/spending/:id", lazy: () => import("./pages/points/spending/SpendingRulePage") },
          { path: "points/mass/new", lazy: () => import("./pages/points/mass/MassFormPage") },
          { path: "points/mass/:id", lazy: () => import("./pages/points/mass/MassPage") },
          { path: "promotions", lazy: () => import("./pages/promotions/PromotionsPage") },
          { path: "promotions/new", lazy: () => import("./pages/promotions/editor/PromotionPage") },
          { path: "promotions/rewards/new", lazy: () => import("./pages/promotions/rewards/RewardPage") },
          { path: "promotions/rewards/:id", lazy: () => import("./pages/promotions/rewards/RewardPage") },
          { path: "promotions/:id", lazy: () => import("./pages/promotions/editor/PromotionPage") },
          { path: "campaigns", lazy: () => import("./pages/campaigns/CampaignsPage") },
          { path: "campaigns/new", lazy: () => import("./pages/campaigns/editor/CampaignEditorPage") },
          { path: "campaigns/workflows/new", lazy: () => import("./pages/campaigns/workflows/WorkflowPage") },
          { path: "campaigns/workflows/:id", lazy: () => import("./pages/campaigns/workflows/WorkflowPage") },
          { path: "campaigns/:id", lazy: () => import("./pages/campaigns/CampaignPage") },
          { path: "campaigns/:id/edit", lazy: () => import("./pages/campaigns/editor/CampaignEditorPage") },
          { path: "messages", lazy: () => import("./pages/messages/MessagesPage") },
          { path: "messages/newsletters/new", lazy: () => import("./pages/messages/newsletters/NewsletterPage") },
          { path: "messages/newsletters/:id", lazy: () => import("./pages/messages/newsletters/NewsletterPage") },
          { path: "messages/templates/new", lazy: () => import("./pages/messages/templates/StartersPage") },
          { path: "messages/templates/:id", lazy: () => import("./pages/messages/templates/TemplatePage") },
          { path: "reports", lazy: () => import("./pages/reports/ReportsPage") },
          {
            path: "settings",
            lazy: () => import("./pages/settings/SettingsPage"),
            children: [
              { index: true, element: <Navigate to="import" replace /> },
              { path: "import", lazy: () => import("./pages/settings/ImportTab") },
              { path: "shop", lazy: () => import("./pages/settings/shop/ShopTab") },
              { path: "attributes", lazy: () => import("./pages/settings/AttributesTab") },
              { path: "mail", lazy: () => import("./pages/settings/mail/MailTab") },
              { path: "webhooks", lazy: () => import("./pages/settings/webhooks/WebhooksTab") },
              { path: "api-keys", lazy: () => import("./pages/settings/ApiKeysTab") },
              { path: "users", lazy: () => import("./pages/settings/UsersTab") },
              { path: "audit", lazy: () => import("./pages/settings/AuditTab") },
            ],
          },
          { path: "*", lazy: () => import("./pages/NotFoundPage") },
        ],
      },
    ],
  },
];

/** A router that begins at the address as it is. */
export const createRouter = () => createBrowserRouter(ROUTES);
