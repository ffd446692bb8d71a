import { OpenAPIBackend } from "openapi-backend";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import description from "../../generated/openapi.json" with { type: "json" };
import type { SandboxApiKey, SandboxProduct } from "../../src/sandbox/index.js";
import { type Door, errorOf, KEY_TARGET, NOW, open, SEARCH_TARGET } from "./support.js";

let door: Door;
afterEach(() => door.close());

const json = async (method: string, target: string, body?: unknown) =>
  JSON.parse((await door.call(method, target, body)).text);

describe("the story told when nothing else is asked for", () => {
  beforeEach(async () => {
    door = await open("fetch");
  });

  test("a protected product, and keys in all five statuses", async () => {
    const { productPage } = await json("GET", "/api/v1/products");
    expect(productPage.content).toMatchObject([
      { productId: "k3sk9x1p2q", subscriptionCode: "PROTECTED", isPublished: true },
    ]);
    const { apiKeyPage } = await json("POST", SEARCH_TARGET, {});
    const statuses = apiKeyPage.content.map(({ status }: SandboxApiKey) => status);
    expect(new Set(statuses)).toEqual(new Set(["REQUEST", "DENY", "ACCEPTED", "REJECTED", "BLOCKED_REQUEST"]));
    expect(apiKeyPage.content).toContainEqual(expect.objectContaining({ apiKeyId: "a1fmy2b3c4", status: "REQUEST" }));
  });

  test("answers fit the description", async () => {
    const api = new OpenAPIBackend({
      definition: JSON.parse(JSON.stringify(description)),
      quick: true,
      ajvOpts: { validateFormats: false },
    });
    await api.init();
    const answers = {
      listProducts: await json("GET", "/api/v1/products"),
      searchApiKeys: await json("POST", SEARCH_TARGET, {}),
    };
    for (const [operationId, answer] of Object.entries(answers)) {
      expect(api.validateResponse(answer, operationId, 200).errors).toBeNull();
    }
    const refused = JSON.parse((await door.call("GET", "/nowhere")).text);
    expect(api.validateResponse(refused, "listProducts", 404).errors).toBeNull();
  });

  test("what only the sandbox needs to know is not answered", async () => {
    const { productPage } = await json("GET", "/api/v1/products");
    expect(productPage.content[0]).not.toHaveProperty("stages");
    const { apiKeyPage } = await json("POST", SEARCH_TARGET, {});
    expect(apiKeyPage.content[0]).not.toHaveProperty("productId");
  });

  test("each sandbox has a story of its own", async () => {
    const other = await open("fetch");
    await door.call("PATCH", KEY_TARGET, { status: "ACCEPTED" });
    expect(door.sandbox.apiKeys[0]?.status).toBe("ACCEPTED");
    expect(other.sandbox.apiKeys[0]?.status).toBe("REQUEST");
  });
});

describe("listProducts", () => {
  const products: SandboxProduct[] = [
    { productId: "p1", productName: "weather-api", isPublished: true, subscriptionCode: "PROTECTED" },
    { productId: "p2", productName: "weather-old", isPublished: false, subscriptionCode: "PUBLIC" },
    { productId: "p3", productName: "tides", hasDeployedStage: true, stages: [{ usagePlanIds: ["u1", "u2"] }] },
    { productId: "p4", productName: "gone", isDeleted: true },
    { productId: "p5", hasDeployedStage: false, stages: [{ usagePlanIds: ["u1"] }, { usagePlanIds: [] }] },
  ];

  beforeEach(async () => {
    door = await open("fetch", { products });
  });

  test.each([
    ["", ["p1", "p2", "p3", "p5"]],
    ["?productName=weather", ["p1", "p2"]],
    ["?productName=Weather", []],
    ["?productName=", ["p1", "p2", "p3", "p5"]],
    ["?isPublished=true", ["p1"]],
    ["?isPublished=false", ["p2"]],
    ["?subscriptionCode=PUBLIC", ["p2"]],
    ["?hasDeployedStage=true", ["p3"]],
    ["?hasDeployedStage=false", ["p5"]],
    ["?hasStageNotAssociatedWithUsagePlanId=u1", ["p5"]],
    ["?hasStageNotAssociatedWithUsagePlanId=u9", ["p3", "p5"]],
    ["?hasStageNotAssociatedWithUsagePlanId=", ["p1", "p2", "p3", "p5"]],
    ["?productName=weather&isPublished=true", ["p1"]],
    ["?productName=weather%2Dapi", ["p1"]],
  ])("%s keeps %j", async (query, ids) => {
    const { initialCount, productPage } = await json("GET", `/api/v1/products${query}`);
    expect(productPage.content.map(({ productId }: SandboxProduct) => productId)).toEqual(ids);
    expect(productPage.total).toBe(ids.length);
    expect(initialCount).toBe(4);
  });

  test.each([
    ["?limit=3", ["p1", "p2", "p3"]],
    ["?offset=3&limit=3", ["p5"]],
    ["?offset=1", ["p2", "p3", "p5"]],
    ["?offset=9", []],
    ["?limit=9223372036854775807", ["p1", "p2", "p3", "p5"]],
  ])("%s is the page %j of 4", async (query, ids) => {
    const { productPage } = await json("GET", `/api/v1/products${query}`);
    expect(productPage.content.map(({ productId }: SandboxProduct) => productId)).toEqual(ids);
    expect(productPage.total).toBe(4);
  });

  test("answers the products as they are now", async () => {
    door.sandbox.products.push({ productId: "p6", productName: "new" });
    const { productPage } = await json("GET", "/api/v1/products?productName=new");
    expect(productPage.content).toEqual([{ productId: "p6", productName: "new" }]);
  });
});

describe("searchApiKeys", () => {
  const apiKeys: SandboxApiKey[] = [
    { productId: "k3sk9x1p2q", apiKeyId: "a", status: "REQUEST", primaryKey: "one", secondaryKey: "two" },
    { productId: "k3sk9x1p2q", apiKeyId: "b", status: "DENY", primaryKey: "three", secondaryKey: "four" },
    { productId: "k3sk9x1p2q", apiKeyId: "c", status: "ACCEPTED" },
    { productId: "another", apiKeyId: "a", status: "REQUEST", primaryKey: "one" },
  ];

  beforeEach(async () => {
    door = await open("fetch", { apiKeys });
  });

  test.each([
    [{}, ["a", "b", "c"]],
    [{ apiKeyId: "b" }, ["b"]],
    [{ apiKeyId: "z" }, []],
    [{ apiKeyId: "" }, ["a", "b", "c"]],
    [{ apiKeyValue: "one" }, ["a"]],
    [{ apiKeyValue: "four" }, ["b"]],
    [{ apiKeyValue: "" }, ["a", "b", "c"]],
    [{ statusSet: ["REQUEST", "ACCEPTED"] }, ["a", "c"]],
    [{ statusSet: [] }, ["a", "b", "c"]],
    [{ apiKeyId: "a", statusSet: ["DENY"] }, []],
    [{ unknownField: 1 }, ["a", "b", "c"]],
  ])("%j keeps %j", async (body, ids) => {
    const { apiKeyPage } = await json("POST", SEARCH_TARGET, body);
    expect(apiKeyPage.content.map(({ apiKeyId }: SandboxApiKey) => apiKeyId)).toEqual(ids);
    expect(apiKeyPage.total).toBe(ids.length);
  });

  test.each([
    [{ limit: 2 }, ["a", "b"]],
    [{ offset: 2, limit: 2 }, ["c"]],
    [{ offset: 1 }, ["b", "c"]],
  ])("%j is the page %j of 3", async (body, ids) => {
    const { apiKeyPage } = await json("POST", SEARCH_TARGET, body);
    expect(apiKeyPage.content.map(({ apiKeyId }: SandboxApiKey) => apiKeyId)).toEqual(ids);
    expect(apiKeyPage.total).toBe(3);
  });

  test("a product that does not exist", async () => {
    const got = await door.call("POST", "/api/v1/products/nowhere/api-keys/search", {});
    expect(errorOf(got)).toMatchObject({ status: 404, code: "300", details: "There is no product nowhere." });
  });
});

describe("updateApiKeyStatus", () => {
  beforeEach(async () => {
    door = await open("fetch");
  });

  test.each(["ACCEPTED", "REJECTED"] as const)("%s from every status: 204, no body, a new time", async (status) => {
    for (const key of door.sandbox.apiKeys) {
      const before = { ...key };
      const got = await door.call("PATCH", `/api/v1/products/k3sk9x1p2q/api-keys/${key.apiKeyId}`, { status });
      expect(got).toMatchObject({ status: 204, text: "" });
      expect(key).toEqual({ ...before, status, modTime: "2017-09-13T08:17:05.682+00:00" });
      expect(Date.parse(key.modTime ?? "")).toBe(NOW);
    }
  });

  test("changes the key in that product only", async () => {
    const twin: SandboxApiKey = { productId: "another", apiKeyId: "a1fmy2b3c4", status: "REQUEST" };
    door.sandbox.apiKeys.unshift(twin);
    await door.call("PATCH", KEY_TARGET, { status: "REJECTED" });
    expect(door.sandbox.apiKeys.map(({ status }) => status).slice(0, 2)).toEqual(["REQUEST", "REJECTED"]);
  });

  test("ids are compared as they are meant, not as they are spelled", async () => {
    const got = await door.call("PATCH", KEY_TARGET.replace("a1f", "%611f"), { status: "ACCEPTED" });
    expect(got.status).toBe(204);
  });

  test.each([
    ["nowhere", "a1fmy2b3c4", "There is no product nowhere."],
    ["k3sk9x1p2q", "nobody", "There is no API key nobody in product k3sk9x1p2q."],
  ])("product %s, key %s", async (product, key, details) => {
    const got = await door.call("PATCH", `/api/v1/products/${product}/api-keys/${key}`, { status: "ACCEPTED" });
    expect(errorOf(got)).toEqual({ status: 404, code: "300", message: "Not Found Exception", details });
  });

  test("a deleted product does not exist", async () => {
    Object.assign(door.sandbox.products[0] as SandboxProduct, { isDeleted: true });
    expect((await door.call("PATCH", KEY_TARGET, { status: "ACCEPTED" })).status).toBe(404);
  });
});
