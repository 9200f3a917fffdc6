/** Whatever JSON may be: conditions, attributes, details that only their reader understands. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
