/** The HTML of a mail, where it can run nothing and reach nothing of this page. */
interface Props {
  html: string;
  title: string;
  className?: string;
  /** Only to look at: the keyboard passes by. */
  inert?: boolean;
}

export function MailFrame({ html, title, className, inert = false }: Props) {
  return (
    <iframe
      sandbox=""
      srcDoc={html}
      title={title}
      className={className}
      tabIndex={inert ? -1 : undefined}
      aria-hidden={inert || undefined}
      style={inert ? { pointerEvents: "none" } : undefined}
    />
  );
}
