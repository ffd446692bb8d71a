import { type Hosts, runSuite } from "./suite.js";

declare const HOSTS: Hosts; // put in by the bundler

await runSuite(HOSTS);
