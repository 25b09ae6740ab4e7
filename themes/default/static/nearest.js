// On the 404 page: suggests the pages whose addresses are nearest to the one asked for.
(async () => {
  const box = document.getElementById("jb-near");
  const { pages, root } = box.dataset;
  const base = new URL(root, location.href).pathname;
  const clean = (path) => decodeURI(path).toLowerCase().replace(/\.(html?|md)$|\/(index)?$/g, "").replace(/[_\s]+/g, "-");
  const asked = clean(location.pathname.startsWith(base) ? location.pathname.slice(base.length) : location.pathname.slice(1));
  const last = asked.split("/").pop();

  // Levenshtein's distance, one row at a time.
  const distance = (a, b) => {
    let row = Array.from({ length: b.length + 1 }, (_, index) => index);
    for (let i = 1; i <= a.length; i++) {
      const above = row;
      row = [i];
      for (let j = 1; j <= b.length; j++) {
        row[j] = Math.min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] !== b[j - 1]));
      }
    }
    return row[b.length];
  };

  const known = await (await fetch(pages)).json();
  const near = known
    .map(([path, title]) => {
      const address = clean(path);
      const name = address.split("/").pop();
      const away = Math.min(distance(asked, address) / Math.max(asked.length, 1), distance(last, name) / Math.max(last.length, 1) + 0.1);
      return { path, title, away };
    })
    .filter(({ away }) => away < 0.6)
    .sort((a, b) => a.away - b.away)
    .slice(0, 5);
  if (!near.length) return;
  box.querySelector("ul").replaceChildren(...near.map(({ path, title }) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = root + path;
    link.textContent = title;
    item.append(link);
    return item;
  }));
  box.hidden = false;
})();
