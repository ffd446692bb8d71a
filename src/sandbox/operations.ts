import type { operations } from "../../generated/schema.js";
import { Refusal } from "./gateway-error.js";
import type { SandboxApiKey, SandboxProduct } from "./story.js";

/** What the sandbox keeps, and its clock. */
export interface State {
  products: SandboxProduct[];
  apiKeys: SandboxApiKey[];
  clock: () => number;
}

type Json<Content> = Content extends { content: { "application/json": infer Body } } ? Body : undefined;

/** What an operation is given once the request has been found to fit the description. */
export interface Input<Id extends keyof operations> {
  path: operations[Id]["parameters"]["path"];
  query: NonNullable<operations[Id]["parameters"]["query"]>;
  body: operations[Id] extends { requestBody: infer Content } ? Json<Content> : undefined;
}

type Output<Id extends keyof operations> = operations[Id]["responses"] extends { 200: infer Response }
  ? Json<Response>
  : undefined;

/** The operations by their operationId. What one returns is the answer's body; nothing returned is a 204. */
export type Operations = { [Id in keyof operations]: (input: Input<Id>) => Output<Id> };

/** The operations of the description, on the state of one sandbox. */
export function createOperations({ products, apiKeys, clock }: State): Operations {
  const present = () => products.filter(({ isDeleted }) => !isDeleted);

  function requireProduct(productId: string): void {
    if (!present().some((product) => product.productId === productId)) {
      throw new Refusal("300", `There is no product ${productId}.`);
    }
  }

  return {
    listProducts({ query }) {
      const plan = query.hasStageNotAssociatedWithUsagePlanId;
      const found = present().filter(
        ({ productName = "", isPublished, subscriptionCode, hasDeployedStage, stages = [] }) =>
          productName.includes(query.productName ?? "") &&
          keeps(query.isPublished, isPublished) &&
          keeps(query.subscriptionCode, subscriptionCode) &&
          keeps(query.hasDeployedStage, hasDeployedStage) &&
          (!plan || stages.some(({ usagePlanIds }) => !usagePlanIds.includes(plan))),
      );
      const shown = found.map(({ stages, ...product }) => product);
      return { initialCount: present().length, productPage: page(shown, query) };
    },

    searchApiKeys({ path: { "product-id": wanted }, body }) {
      requireProduct(wanted);
      const { apiKeyId, apiKeyValue, statusSet = [] } = body;
      const found = apiKeys.filter(
        (key) =>
          key.productId === wanted &&
          (!apiKeyId || key.apiKeyId === apiKeyId) &&
          (!apiKeyValue || [key.primaryKey, key.secondaryKey].includes(apiKeyValue)) &&
          (statusSet.length === 0 || statusSet.includes(key.status)),
      );
      const shown = found.map(({ productId, ...key }) => key);
      return { apiKeyPage: page(shown, body) };
    },

    updateApiKeyStatus({ path: { "product-id": productId, "api-key-id": apiKeyId }, body: { status } }) {
      requireProduct(productId);
      const key = apiKeys.find((candidate) => candidate.productId === productId && candidate.apiKeyId === apiKeyId);
      if (!key) throw new Refusal("300", `There is no API key ${apiKeyId} in product ${productId}.`);
      key.status = status;
      key.modTime = new Date(clock()).toISOString().replace("Z", "+00:00");
    },
  };
}

const keeps = <Value>(wanted: Value | undefined, value: Value) => wanted === undefined || wanted === value;

function page<Row>(rows: Row[], { offset = 0, limit = rows.length }: { offset?: number; limit?: number }) {
  return { total: rows.length, content: rows.slice(offset, offset + limit) };
}
