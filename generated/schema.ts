/**
 * Generated from openapi/ by `npm run generate`. Do not edit: change the description instead.
 */

export interface paths {
    "/api/v1/products": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List products
         * @description Answers one page of the publisher's products. Filters narrow the list. This is how a publisher finds the `productId`
         *     that the other operations ask for. Nothing is changed.
         */
        get: operations["listProducts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/products/{product-id}/api-keys/search": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the product, up to 10 characters, as `listProducts` gives it. At least one character: with an empty id the
                 *     URL would be that of another operation.
                 * @example k3sk9x1p2q
                 */
                "product-id": components["parameters"]["product-id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Search the API keys of a product
         * @description Answers one page of the API keys that subscribers have subscribed to the product, each with its status. This is how a
         *     publisher finds the keys that wait for an answer: search for status `REQUEST`. The filters travel in the body, and an
         *     empty object keeps every key. Although it is a POST, nothing is changed.
         *
         *     **The answer holds the secrets of the keys** (`primaryKey`, `secondaryKey`): keep it out of logs.
         */
        post: operations["searchApiKeys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/products/{product-id}/api-keys/{api-key-id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the product, up to 10 characters, as `listProducts` gives it. At least one character: with an empty id the
                 *     URL would be that of another operation.
                 * @example k3sk9x1p2q
                 */
                "product-id": components["parameters"]["product-id"];
                /**
                 * @description The id of the API key, up to 10 characters, as `searchApiKeys` gives it. It is not the secret that subscribers send. At
                 *     least one character: with an empty id the URL would be that of another operation.
                 * @example a1fmy2b3c4
                 */
                "api-key-id": components["parameters"]["api-key-id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Approve or reject an API key
         * @description Sets the status that an API key has in one product: `ACCEPTED` lets its subscriber call the product's APIs,
         *     `REJECTED` does not. It is the publisher's answer to a key in status `REQUEST`. A success has no body; search the
         *     keys of the product to read the new status back. Repeating the call sets the same status again and does no harm.
         */
        patch: operations["updateApiKeyStatus"];
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * @description Who may use a product: `PUBLIC` is open to every API key subscribed to it, `PROTECTED` to those that the publisher has
         *     approved.
         * @example PROTECTED
         * @enum {string}
         */
        SubscriptionCode: "PUBLIC" | "PROTECTED";
        /** @description What the gateway answers when it refuses a request or cannot carry it out. */
        GatewayError: {
            /** @description The failure. */
            error: {
                /**
                 * @description The gateway's code of three digits, which tells failures of one status apart. NAVER's table lists numbers, its
                 *     sample sends a string: compare `String(errorCode)`.
                 * @example 200
                 */
                errorCode: string | number;
                /**
                 * @description What happened, in a few words.
                 * @example Authentication Failed
                 */
                message: string;
                /**
                 * @description Why it happened, often the best clue. Can be missing.
                 * @example Invalid authentication information.
                 */
                details?: string;
            };
        };
        /** @description A product, as its publisher sees it. Fields that have no value can be missing. */
        Product: {
            /**
             * @description The id of the product.
             * @example k3sk9x1p2q
             */
            productId?: string;
            /**
             * @description The name that the publisher gave it.
             * @example weather-api
             */
            productName?: string;
            /**
             * @description The publisher's own words about it.
             * @example Forecasts and observations by city
             */
            productDescription?: string;
            subscriptionCode?: components["schemas"]["SubscriptionCode"];
            /**
             * @description Whether the product is published.
             * @example true
             */
            isPublished?: boolean;
            /**
             * @description Whether an API of the product has a deployed stage.
             * @example true
             */
            hasDeployedStage?: boolean;
            /**
             * @description Whether the product is deleted.
             * @example false
             */
            isDeleted?: boolean;
            /**
             * @description Whether the product is disabled.
             * @example false
             */
            disabled?: boolean;
            /**
             * @description Who changed the product last.
             * @example publisher@example.com
             */
            modifier?: string;
            /**
             * Format: date-time
             * @description When the product was changed last. NAVER writes times in two ways, `2000-01-23T04:56:07.000+00:00` and
             *     `2024-05-07T07:08:12Z`.
             * @example 2026-01-23T04:56:07.000+00:00
             */
            modTime?: string;
            /**
             * @description Not explained by NAVER; the name suggests the site (public, government, finance).
             * @example PUB
             */
            domainCode?: string;
            /**
             * @description Not explained by NAVER; the name suggests the account that owns the product.
             * @example 1234567
             */
            tenantId?: string;
            /**
             * @description Not explained by NAVER; the name suggests the part of the URL under which the product is called.
             * @example w7x8y9z0ab
             */
            invokeId?: string;
            /**
             * @description Not explained by NAVER; the name suggests what the caller may do with the product.
             * @example VIEW
             */
            permission?: string;
            /**
             * @description Not explained by NAVER; the name suggests the action whose permission was checked.
             * @example VIEW_PRODUCT
             */
            actionName?: string;
        };
        /** @description One page of products. */
        ProductList: {
            /**
             * Format: int64
             * @description Not explained by NAVER; the name suggests how many products there are before any filter.
             * @example 1
             */
            initialCount?: number;
            /** @description The page. */
            productPage?: {
                /**
                 * Format: int64
                 * @description How many products match, on all pages together.
                 * @example 1
                 */
                total?: number;
                /** @description The products on this page. */
                content?: components["schemas"]["Product"][];
            };
        };
        /**
         * @description The status of an API key in one product. `REQUEST`: waits for the publisher. `ACCEPTED`: approved. `REJECTED`: refused.
         *     `DENY` and `BLOCKED_REQUEST` are listed by NAVER without an explanation; the names suggest a key that was shut out, and
         *     a request from such a key.
         * @example REQUEST
         * @enum {string}
         */
        ApiKeyStatus: "REQUEST" | "DENY" | "ACCEPTED" | "REJECTED" | "BLOCKED_REQUEST";
        /** @description Which API keys of a product to list. A filter that is left out keeps every key. */
        ApiKeySearch: {
            /**
             * @description Keeps the key with this id, 0 to 10 characters.
             * @example a1fmy2b3c4
             */
            apiKeyId?: string;
            /**
             * Format: password
             * @description **Secret.** Keeps the key with this primary or secondary secret.
             * @example EXAMPLEprimaryEXAMPLEprimaryEXAMPLEprima
             */
            apiKeyValue?: string;
            /**
             * @description Keeps keys in one of these statuses.
             * @example [
             *       "REQUEST"
             *     ]
             */
            statusSet?: components["schemas"]["ApiKeyStatus"][];
            /**
             * Format: int64
             * @description Index of the first row of the page, counted from 0.
             * @example 0
             */
            offset?: number;
            /**
             * Format: int64
             * @description Number of rows on the page, at least 1. NAVER does not say how many come without it.
             * @example 10
             */
            limit?: number;
        };
        /** @description A subscriber's API key, as the publisher of a product sees it. Fields that have no value can be missing. */
        ProductApiKey: {
            /**
             * @description The id of the key. It names the key and is not secret.
             * @example a1fmy2b3c4
             */
            apiKeyId?: string;
            /**
             * @description The name that the subscriber gave it.
             * @example weather-app
             */
            apiKeyName?: string;
            status?: components["schemas"]["ApiKeyStatus"];
            /**
             * Format: password
             * @description **Secret.** The first of the two values with which the subscriber calls the product's APIs. Never log, store or show
             *     it.
             * @example EXAMPLEprimaryEXAMPLEprimaryEXAMPLEprima
             */
            primaryKey?: string;
            /**
             * Format: password
             * @description **Secret.** The second of the two values with which the subscriber calls the product's APIs. Never log, store or show
             *     it.
             * @example EXAMPLEsecondaryEXAMPLEsecondaryEXAMPLEs
             */
            secondaryKey?: string;
            /**
             * Format: date-time
             * @description When the key was subscribed to the product. NAVER writes times in two ways, `2000-01-23T04:56:07.000+00:00` and
             *     `2024-05-07T07:08:12Z`.
             * @example 2026-01-23T04:56:07.000+00:00
             */
            regTime?: string;
            /**
             * Format: date-time
             * @description When the subscription was changed last. NAVER writes times in two ways, `2000-01-23T04:56:07.000+00:00` and
             *     `2024-05-07T07:08:12Z`.
             * @example 2026-01-23T04:56:07.000+00:00
             */
            modTime?: string;
            /**
             * @description Not explained by NAVER; the name suggests the site (public, government, finance).
             * @example PUB
             */
            domainCode?: string;
        };
        /** @description One page of the API keys of a product. */
        ProductApiKeyList: {
            /** @description The page. */
            apiKeyPage?: {
                /**
                 * Format: int64
                 * @description How many keys match, on all pages together.
                 * @example 1
                 */
                total?: number;
                /** @description The API keys on this page. */
                content?: components["schemas"]["ProductApiKey"][];
            };
        };
        /** @description The publisher's answer to an API key. */
        ApiKeyStatusChange: {
            /**
             * @description The new status: `ACCEPTED` approves the key, `REJECTED` refuses it.
             * @example ACCEPTED
             * @enum {string}
             */
            status: "ACCEPTED" | "REJECTED";
        };
    };
    responses: {
        /**
         * @description A failure with a status that NAVER does not list. Decide by the status, and expect a body that may be something else than
         *     this, such as a proxy's HTML.
         */
        OtherFailure: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["GatewayError"];
            };
        };
        /**
         * @description Code `100`: the request is malformed, a value is outside its limits, or it was not sent as UTF-8 over https. Correct it;
         *     repeating it unchanged fails again.
         */
        BadRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["GatewayError"];
            };
        };
        /**
         * @description Who is calling could not be proved, or may not do this.
         *
         *     - Code `200`: a header is missing, the signature is not that of the request that was sent, the clock is more than 5
         *       minutes off, or the key is stopped or deleted. Sign again from the guide above, first comparing the string to sign.
         *     - Code `210`: the key is known, but has no right or no subscription for this. Ask the account's owner for it.
         */
        Unauthorized: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["GatewayError"];
            };
        };
        /** @description Code `230`: the caller is known and has no right to this. Ask the owner of the account for the right. */
        Forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["GatewayError"];
            };
        };
        /**
         * @description Code `300`: nothing is found at this host and path. Compare both with this page, and the ids with what
         *     `listProducts` and `searchApiKeys` answer.
         */
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["GatewayError"];
            };
        };
        /** @description Code `430`: the body is larger than the gateway takes. Send a smaller one. */
        PayloadTooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["GatewayError"];
            };
        };
        /**
         * @description Too many requests.
         *
         *     - Code `400`: the allowance is used up. Wait until it is renewed, or ask for a larger one; repeating soon does not help.
         *     - Codes `410` and `420`: too many requests in too short a time. Wait a little, longer after each refusal, then repeat.
         */
        TooManyRequests: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["GatewayError"];
            };
        };
        /**
         * @description Code `900`: the gateway itself failed. Whether the request took effect is not known: repeat it only if
         *     repeating is harmless (`x-idempotent`).
         */
        UnexpectedError: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["GatewayError"];
            };
        };
        /**
         * @description Code `500`: the service behind the gateway could not be reached. Repeat it a little later if repeating is
         *     harmless (`x-idempotent`).
         */
        EndpointError: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["GatewayError"];
            };
        };
        /**
         * @description Code `510`: the service behind the gateway did not answer in time. The request may have taken effect all the same:
         *     repeat it only if repeating is harmless (`x-idempotent`).
         */
        EndpointTimeout: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["GatewayError"];
            };
        };
    };
    parameters: {
        /**
         * @description Index of the first row of the page, counted from 0.
         * @example 0
         */
        offset: number;
        /**
         * @description Number of rows on the page, at least 1. NAVER does not say how many come without it.
         * @example 10
         */
        limit: number;
        /**
         * @description The id of the product, up to 10 characters, as `listProducts` gives it. At least one character: with an empty id the
         *     URL would be that of another operation.
         * @example k3sk9x1p2q
         */
        "product-id": string;
        /**
         * @description The id of the API key, up to 10 characters, as `searchApiKeys` gives it. It is not the secret that subscribers send. At
         *     least one character: with an empty id the URL would be that of another operation.
         * @example a1fmy2b3c4
         */
        "api-key-id": string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listProducts: {
        parameters: {
            query?: {
                /**
                 * @description Index of the first row of the page, counted from 0.
                 * @example 0
                 */
                offset?: components["parameters"]["offset"];
                /**
                 * @description Number of rows on the page, at least 1. NAVER does not say how many come without it.
                 * @example 10
                 */
                limit?: components["parameters"]["limit"];
                /**
                 * @description Keeps products whose name matches, 0 to 100 characters.
                 * @example weather-api
                 */
                productName?: string;
                /**
                 * @description `true` keeps published products, `false` those that are not.
                 * @example true
                 */
                isPublished?: boolean;
                /**
                 * @description Keeps products of one subscription mode.
                 * @example PROTECTED
                 */
                subscriptionCode?: components["schemas"]["SubscriptionCode"];
                /**
                 * @description `true` keeps products that have a deployed stage, `false` those that have none.
                 * @example true
                 */
                hasDeployedStage?: boolean;
                /**
                 * @description The id of a usage plan. Keeps products with at least one stage that is not tied to that plan.
                 * @example u5pl7n8d9e
                 */
                hasStageNotAssociatedWithUsagePlanId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of products, and how many products there are in all. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["UnexpectedError"];
            503: components["responses"]["EndpointError"];
            504: components["responses"]["EndpointTimeout"];
            default: components["responses"]["OtherFailure"];
        };
    };
    searchApiKeys: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the product, up to 10 characters, as `listProducts` gives it. At least one character: with an empty id the
                 *     URL would be that of another operation.
                 * @example k3sk9x1p2q
                 */
                "product-id": components["parameters"]["product-id"];
            };
            cookie?: never;
        };
        /** @description The filters and the page. Every field may be left out. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApiKeySearch"];
            };
        };
        responses: {
            /** @description One page of API keys, and how many match in all. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductApiKeyList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["UnexpectedError"];
            503: components["responses"]["EndpointError"];
            504: components["responses"]["EndpointTimeout"];
            default: components["responses"]["OtherFailure"];
        };
    };
    updateApiKeyStatus: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the product, up to 10 characters, as `listProducts` gives it. At least one character: with an empty id the
                 *     URL would be that of another operation.
                 * @example k3sk9x1p2q
                 */
                "product-id": components["parameters"]["product-id"];
                /**
                 * @description The id of the API key, up to 10 characters, as `searchApiKeys` gives it. It is not the secret that subscribers send. At
                 *     least one character: with an empty id the URL would be that of another operation.
                 * @example a1fmy2b3c4
                 */
                "api-key-id": components["parameters"]["api-key-id"];
            };
            cookie?: never;
        };
        /** @description The new status. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApiKeyStatusChange"];
            };
        };
        responses: {
            /** @description The key has the new status. No body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description Code `100`: the status is neither `ACCEPTED` nor `REJECTED`, an id is longer than 10 characters, or the request is
             *     malformed. Correct it; repeating it unchanged fails again.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GatewayError"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["PayloadTooLarge"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["UnexpectedError"];
            503: components["responses"]["EndpointError"];
            504: components["responses"]["EndpointTimeout"];
            default: components["responses"]["OtherFailure"];
        };
    };
}
