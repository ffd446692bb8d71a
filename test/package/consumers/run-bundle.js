import { createSandbox } from "ncloud-apigateway/sandbox";
import { accept } from "./bundle.js";

const credentials = { accessKey: "AKIDEXAMPLE0000000A1", secretKey: "EXAMPLEsecretEXAMPLEsecretEXAMPLEsecret1" };
const { url, close } = await createSandbox({ credentials }).listen();
console.log(await accept(credentials, url));
await close();
