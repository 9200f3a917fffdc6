import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "./app.css";
import { begin } from "./begin";
import { letBeDriven } from "./driven";
import { drawLightOnPaper } from "./shell/paper";

drawLightOnPaper();

if (navigator.webdriver) letBeDriven(begin());
else begin();
