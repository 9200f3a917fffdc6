/** A share as a bar and a figure. */
import { useFormats } from "./Formats";
import classes from "./ShareBar.module.css";

interface Props {
  /** 0 to 1. */
  share: number;
  /** Grey, for what is told beside what is asked about. */
  quiet?: boolean;
}

export function ShareBar({ share, quiet = false }: Props) {
  const format = useFormats();
  return (
    <div className={classes.share}>
      <div className={classes.track} aria-hidden>
        {share > 0 && (
          <div className={`${classes.fill} ${quiet ? classes.quiet : ""}`} style={{ width: `${share * 100}%` }} />
        )}
      </div>
      <span className={`${classes.value} figures`}>{format.percent(share)}</span>
    </div>
  );
}
