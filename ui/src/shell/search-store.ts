/** Opens the search from anywhere, before its chunk is there. */
import { createSpotlight } from "@mantine/spotlight";

export const [searchStore, searchHandle] = createSpotlight();
export const openSearch = () => searchHandle.open();
