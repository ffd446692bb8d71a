import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Preview, servePreview } from "../../scripts/docs-preview.js";

let directory: string;
let preview: Preview;
let fails: boolean;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "preview-"));
  const site = join(directory, "site");
  const source = join(directory, "source");
  await mkdir(site);
  await mkdir(join(source, "deep"), { recursive: true });
  let builds = 0;
  fails = false;
  const build = async () => {
    if (fails) throw new Error("The description has a fault.");
    builds += 1;
    await writeFile(join(site, "index.html"), `<p>build ${builds}</p>`);
  };
  await build();
  preview = await servePreview({ site, sources: [source], build });
});

afterEach(async () => {
  preview.close();
  await rm(directory, { recursive: true });
});

const change = () => writeFile(join(directory, "source/deep/file.yaml"), `${Math.random()}`);
const page = async (path = "") => (await fetch(preview.url + path)).text();

test("serves the site, each page with the script that reloads it", async () => {
  expect(await page()).toMatch(/^<p>build 1<\/p><script>.*EventSource/);
  expect(await page("index.html")).toContain("build 1");
});

test("a change in the sources has the site built again, and tells open pages", async () => {
  const changes = (await fetch(`${preview.url}changes`)).body?.getReader();
  await change();
  const { value } = (await changes?.read()) ?? {};
  expect(new TextDecoder().decode(value)).toBe("data: built\n\n");
  expect(await page()).toContain("build 2");
  await changes?.cancel();
});

test("a build that fails is reported, and the next one works", async () => {
  const report = vi.spyOn(console, "error").mockImplementation(() => {});
  fails = true;
  await change();
  await vi.waitFor(() => expect(report).toHaveBeenCalledWith("The description has a fault."), 5_000);
  expect(await page()).toContain("build 1");

  fails = false;
  await change();
  await vi.waitFor(async () => expect(await page()).toContain("build 2"), 5_000);
  report.mockRestore();
});

test("nothing outside of the site can be read", async () => {
  await writeFile(join(directory, "secret.html"), "secret");
  expect(await page("../secret.html")).toBe("There is no secret.html.");
  expect(await page("..%2Fsecret.html")).toBe("There is no ..%2Fsecret.html.");
});
