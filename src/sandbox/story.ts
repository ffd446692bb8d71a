import type { components } from "../../generated/schema.js";

type Schemas = components["schemas"];

/** A product as `listProducts` answers it, and what only its filters look at. */
export type SandboxProduct = Schemas["Product"] & {
  productId: string;
  /** The product's stages, for the filter `hasStageNotAssociatedWithUsagePlanId`. Never answered. */
  stages?: { usagePlanIds: string[] }[];
};

/** One API key in one product, as `searchApiKeys` answers it, and which product that is. */
export type SandboxApiKey = Schemas["ProductApiKey"] & {
  apiKeyId: string;
  status: Schemas["ApiKeyStatus"];
  /** The product the key is subscribed to. Never answered. */
  productId: string;
};

const PRODUCT_ID = "k3sk9x1p2q";
const TIME = "2026-01-23T04:56:07.000+00:00";

/** The products of a sandbox that was not told otherwise: one, published and protected. */
export const defaultProducts: SandboxProduct[] = [
  {
    productId: PRODUCT_ID,
    productName: "weather-api",
    productDescription: "Forecasts and observations by city",
    subscriptionCode: "PROTECTED",
    isPublished: true,
    hasDeployedStage: true,
    isDeleted: false,
    disabled: false,
    modifier: "publisher@example.com",
    modTime: TIME,
    domainCode: "PUB",
    tenantId: "1234567",
    invokeId: "w7x8y9z0ab",
    permission: "VIEW",
    actionName: "VIEW_PRODUCT",
    stages: [{ usagePlanIds: ["u5pl7n8d9e"] }, { usagePlanIds: [] }],
  },
];

/** Its API keys: two wait for the publisher, and one is in each of the other statuses. */
export const defaultApiKeys: SandboxApiKey[] = [
  apiKey("a1fmy2b3c4", "weather-app", "REQUEST"),
  apiKey("b2gnz3c4d5", "travel-planner", "REQUEST"),
  apiKey("c3hpa4d5e6", "harvest-diary", "ACCEPTED"),
  apiKey("d4jqb5e6f7", "umbrella-alarm", "REJECTED"),
  apiKey("e5krc6f7g8", "price-scraper", "DENY"),
  apiKey("f6lsd7g8h9", "load-generator", "BLOCKED_REQUEST"),
];

function apiKey(apiKeyId: string, apiKeyName: string, status: SandboxApiKey["status"]): SandboxApiKey {
  return {
    productId: PRODUCT_ID,
    apiKeyId,
    apiKeyName,
    status,
    primaryKey: `EXAMPLEprimaryEXAMPLEprimaryEX${apiKeyId}`,
    secondaryKey: `EXAMPLEsecondaryEXAMPLEseconda${apiKeyId}`,
    regTime: TIME,
    modTime: TIME,
    domainCode: "PUB",
  };
}
