/** What a message is about: the segment, the customer, the order … that it names, with links to those that have a page. */
import { Text } from "@mantine/core";
import { Fragment, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { WebhookDelivery } from "../../../api/types";
import { useFormats } from "../../../parts/Formats";
import { customerPath } from "../../customers/columns";
import { segmentPath } from "../../segments/state";

const linked = (to: string, name: string) => (
  <Link to={to} className="plain-link break" onClick={(event) => event.stopPropagation()}>
    {name}
  </Link>
);

export function About({ about }: { about: WebhookDelivery["about"] }) {
  const { t } = useTranslation();
  const format = useFormats();
  const { segment, customer, order, points, group, coupon } = about;
  const told: [string, ReactNode][] = [];
  if (segment) told.push(["segment", linked(segmentPath(segment.id), segment.name)]);
  if (customer)
    told.push([
      "customer",
      linked(customerPath(customer.id), customer.name ?? customer.email ?? customer.external_id ?? customer.id),
    ]);
  // of a hold that lapsed, was made or released no points are given or taken
  if (points) {
    told.push(["points", t("webhooks.about.points", { count: points, number: format.signed(points) })]);
  }
  if (group !== null) told.push(["group", t("webhooks.about.group", { group })]);
  if (coupon !== null) told.push(["coupon", t("webhooks.about.coupon", { coupon })]);
  if (order !== null) told.push(["order", t("webhooks.about.order", { order })]);
  if (told.length === 0) return <span>–</span>;
  return (
    <Text size="sm" component="span" className="break">
      {told.map(([part, said], index) => (
        <Fragment key={part}>
          {index > 0 && " · "}
          {said}
        </Fragment>
      ))}
    </Text>
  );
}
