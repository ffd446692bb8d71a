import { type Hosts, runSuite } from "./suite.js";

declare const HOSTS: Hosts; // put in by the bundler

// A worker may use the network only while it handles an event, such as that of `workerd test`.
export default { test: () => runSuite(HOSTS) };
