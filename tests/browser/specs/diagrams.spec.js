// Diagrams are legible in both themes and schemes, whatever fonts the system has, and never widen the page.
import { at, eachTheme, expect, schemes, test, widths } from "../site/pages.js";

const path = "notes/deep/diagrams/";

eachTheme((theme) => {
  test("words fit their boxes, and drawings fit the page", async ({ page }) => {
    await page.goto(at("elements", theme, path));
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      const found = await page.evaluate(() => {
        const drawings = /** @type {SVGSVGElement[]} */ ([...document.querySelectorAll('.jb-diagram svg[role="img"]')]);
        const faults = [];
        for (const drawing of drawings) {
          const frame = drawing.getBoundingClientRect();
          const boxes = [...drawing.querySelectorAll(".jb-d-box, .jb-d-note")].map((box) => box.getBoundingClientRect());
          for (const words of drawing.querySelectorAll("text")) {
            const { left, right, top, bottom } = words.getBoundingClientRect();
            const [x, y] = [(left + right) / 2, (top + bottom) / 2];
            const around = boxes.find((box) => box.left < x && x < box.right && box.top < y && y < box.bottom);
            const room = words.matches(".jb-d-words") && around ? around : frame;
            if (left < room.left || right > room.right) faults.push(`${words.textContent}: ${left} to ${right}`);
          }
        }
        const sizes = drawings.map((drawing) => drawing.getBoundingClientRect().width / drawing.viewBox.baseVal.width);
        return { count: drawings.length, faults, sizes, page: document.documentElement.scrollWidth };
      });
      expect(found.faults, `${width} px`).toEqual([]);
      expect(found.count).toBe(2);
      expect(found.page).toBeLessThanOrEqual(width);
      // Letters of 15 units are at least 12 pixels high.
      for (const size of found.sizes) expect(size).toBeGreaterThan(0.8);
    }
  });

  test("drawings follow the scheme, and say what they are", async ({ page }) => {
    const looks = [];
    for (const scheme of schemes) {
      await page.emulateMedia({ colorScheme: scheme });
      await page.goto(at("elements", theme, path));
      looks.push(
        await page.evaluate(() =>
          [".jb-d-box", ".jb-d-line", ".jb-d-head", ".jb-d-words"].map((part) => {
            const { fill, stroke } = getComputedStyle(document.querySelector(part));
            return `${part} ${fill} ${stroke}`;
          }),
        ),
      );
    }
    expect(new Set(looks.flat()).size).toBe(8);
    await expect(page.getByRole("img", { name: "From a visit to the first page of one's own" })).toBeVisible();
    await expect(page.getByRole("img", { name: "Sequence diagram: Developer, Command line, Service" })).toBeVisible();
    const source = page.locator(".jb-diagram details").first();
    await expect(source.locator("code")).toBeHidden();
    await source.locator("summary").press("Enter");
    await expect(source.locator("code")).toContainText("accDescr: Seven steps");
  });
});
