export { type ConfigFileOptions, fromConfigFile } from "./config-file.js";
export { type DefaultCredentialsOptions, defaultCredentials } from "./default-credentials.js";
export { type Environment, type EnvironmentOptions, fromEnv } from "./environment.js";
export { fromServerRole, type ServerRoleOptions } from "./server-role.js";
