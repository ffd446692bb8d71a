export { type Environment, type EnvironmentOptions, fromEnv } from "./environment.js";
