// The explorer of all findings. Texts enter the page through textContent alone.
"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const TALLEST = 4_000_000; // pixels; every browser can lay out so much
  const SPARE = 6;
  const VERDICTS = { fail: ["Failed", "fail"], unknown: ["Not judged", "open"], pass: ["Passed", "pass"], not_applicable: ["Not applicable", "na"] };
  const ORDERS = { verdict: Object.keys(VERDICTS), severity: ["critical", "high", "medium", "low"] };
  const OWN = { rule: 1, verdict: 1, severity: 1, requirements: 1, reason: 1, expected: 1, message: 1, exception: 1, observed: 1 }; // else of the resource
  const SCOPES = { cde: "Cardholder data environment", connected: "Connected to it", security: "Security-impacting", out: "Declared out of scope" };

  // ---- the data: columns of numbers into dictionaries (pcicheck/reports/html_island.py writes them) ----

  async function load() {
    const island = byId("findings-data");
    const binary = atob(island.textContent);
    island.remove();
    const bytes = new Uint8Array(binary.length);
    for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    const buffer = await new Response(stream).arrayBuffer();
    const length = new DataView(buffer).getUint32(0, true);
    const book = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
    let at = 4 + Math.ceil(length / 4) * 4;
    const codes = {};
    for (const [name, count] of book.columns) {
      codes[name] = new Uint32Array(buffer, at, count);
      at += 4 * count;
    }
    const rules = new Map(book.rules.map((rule) => [rule.id, rule]));
    return { codes, values: book.values, rules, count: codes.rule.length, marks: new Uint8Array(buffer, at) };
  }

  const reader = ({ codes, values }) => (row, name) => values[name][codes[name][name in OWN ? row : codes.resource[row]]];

  // ---- choosing rows ----

  function chooser(data) {
    const { codes, values, count } = data;
    const resources = codes.name.length;
    const titles = values.rule.map((id) => `${id}\n${data.rules.get(id)?.title ?? ""}`.toLowerCase());
    let texts = null; // made at the first search

    function haystacks() {
      const messages = values.message.map((text) => text.toLowerCase());
      const required = values.requirements.map((ids) => ids.join("\n").toLowerCase());
      const things = Array.from({ length: resources }, (_, i) =>
        ["name", "address", "type", "account", "region", "place", "kind"].map((name) => values[name][codes[name][i]] ?? "")
          .concat(values.related[codes.related[i]]).join("\n").toLowerCase());
      return { rule: titles, message: messages, requirements: required, resource: things };
    }

    function matches(term) {
      texts ??= haystacks();
      const hits = {};
      for (const [name, list] of Object.entries(texts)) hits[name] = Uint8Array.from(list, (text) => text.includes(term));
      return (row) => hits.rule[codes.rule[row]] || hits.message[codes.message[row]]
        || hits.requirements[codes.requirements[row]] || hits.resource[codes.resource[row]];
    }

    function filter(name, wanted) {
      const allowed = Uint8Array.from(values[name], (value) => accepts(name, value, wanted));
      const column = codes[name];
      if (name in OWN) return (row) => allowed[column[row]];
      const thing = codes.resource;
      return (row) => allowed[column[thing[row]]];
    }

    return (search, filters) => {
      const tests = Object.entries(filters).map(([name, wanted]) => filter(name === "requirement" ? "requirements" : name, wanted));
      for (const term of search.toLowerCase().split(/\s+/).filter(Boolean)) tests.push(matches(term));
      const rows = new Uint32Array(count);
      let found = 0;
      for (let row = 0; row < count; row++) {
        let good = true;
        for (let i = 0; good && i < tests.length; i++) good = tests[i](row);
        if (good) rows[found++] = row;
      }
      return rows.subarray(0, found);
    };
  }

  function accepts(name, value, wanted) {
    if (name === "requirements") return value.some((id) => id === wanted || id.startsWith(`${wanted}.`));
    if (name === "exception") return wanted === "any" ? value !== null : wanted === "none" ? value === null : value?.id === wanted.slice(1);
    return (value ?? "") === wanted.slice(1);
  }

  // ---- small pieces of markup ----

  function element(tag, className, ...children) {
    const node = document.createElement(tag);
    if (className) node.className = className;
    node.append(...children);
    return node;
  }

  function icon(name) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    svg.setAttribute("class", "icon");
    svg.setAttribute("aria-hidden", "true");
    use.setAttribute("href", `#i-${name}`);
    svg.append(use);
    return svg;
  }

  const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
  const badge = (verdict) => element("span", `badge v-${verdict}`, icon(VERDICTS[verdict][1]), VERDICTS[verdict][0]);
  const severity = (name) => element("span", `severity sev-${name}`, capital(name));

  function table(head, rows) {
    const body = rows.map((cells) => element("tr", "", ...cells.map((cell, i) => {
      const node = element(i ? "td" : "th", "", cell);
      if (!i) node.scope = "row";
      return node;
    })));
    const top = element("tr", "", ...head.map((text) => Object.assign(element("th", "", text), { scope: "col" })));
    return element("table", "observed", element("thead", "", top), element("tbody", "", ...body));
  }

  // ---- the explorer ----

  function start(data) {
    const get = reader(data);
    const choose = chooser(data);
    const grid = byId("grid"), body = byId("rows"), head = grid.querySelector(".head");
    const search = byId("search"), form = byId("filters"), panel = byId("panel");
    const selects = [...form.querySelectorAll("select")];
    const pool = [];
    let rows = new Uint32Array(0), sort = { name: "verdict", turn: 1 }, active = 0, shown = -1, height = 1;

    fillFilters(data, selects);
    byId("explorer-note").hidden = true;
    byId("explorer-app").hidden = false;

    function update() {
      const filters = {};
      for (const select of selects) {
        select.classList.toggle("set", select.value !== "");
        if (select.value !== "") filters[select.dataset.filter] = select.value;
      }
      rows = choose(search.value, filters);
      order(data, rows, sort);
      const all = data.count.toLocaleString("en");
      byId("count").textContent = rows.length === data.count ? `${all} findings` : `${rows.length.toLocaleString("en")} of ${all} findings`;
      grid.setAttribute("aria-rowcount", String(rows.length + 1));
      grid.scrollTop = 0;
      active = 0;
      select(0, false);
    }

    // Rows that fit and the first of them are fractions. Where all rows together would be taller than a page can be,
    // the scroll bar stands for them in proportion.
    const fit = () => Math.max(1, (grid.clientHeight - head.offsetHeight) / height);
    const room = () => Math.min(rows.length * height, TALLEST);
    const scale = () => (room() < TALLEST ? 1 / height : (rows.length - fit()) / (room() - fit() * height));
    const first = () => grid.scrollTop * scale();

    function measure() {
      const probe = line();
      body.append(probe);
      height = probe.offsetHeight || 1;
      probe.remove();
      draw();
    }

    function draw() {
      body.style.height = `${room()}px`;
      const top = first();
      const from = Math.max(0, Math.floor(top) - SPARE);
      const until = Math.min(rows.length, Math.ceil(top + fit()) + SPARE);
      while (pool.length < until - from) pool.push(body.appendChild(line()));
      while (pool.length > until - from) pool.pop().remove();
      for (let i = from; i < until; i++) {
        const node = pool[i % pool.length];
        fill(node, i);
        node.style.transform = `translateY(${grid.scrollTop + (i - top) * height}px)`;
      }
      const there = active >= from && active < until;
      if (there) grid.setAttribute("aria-activedescendant", `row-${active}`);
      else grid.removeAttribute("aria-activedescendant");
    }

    function line() {
      const row = element("div", "");
      row.setAttribute("role", "row");
      for (let i = 0; i < 5; i++) {
        const cell = element("div", "");
        cell.setAttribute("role", "gridcell");
        row.append(cell);
      }
      return row;
    }

    function fill(node, index) {
      node.setAttribute("aria-selected", String(index === active));
      const row = rows[index];
      if (node.dataset.row === String(row) && node.id === `row-${index}`) return;
      node.dataset.row = String(row);
      node.id = `row-${index}`;
      node.setAttribute("aria-rowindex", String(index + 2));
      const rule = get(row, "rule");
      const cells = node.children;
      cells[0].replaceChildren(badge(get(row, "verdict")), ...(get(row, "exception") ? [" ", element("span", "two", "under exception")] : []));
      cells[1].replaceChildren(severity(get(row, "severity")));
      cells[2].replaceChildren(element("span", "one", data.rules.get(rule)?.title ?? rule), element("span", "two", `${rule} \u00b7 ${get(row, "requirements").join(", ")}`));
      cells[3].replaceChildren(element("span", "one address", get(row, "name")), element("span", "two", get(row, "place")));
      cells[4].replaceChildren(element("span", "one", get(row, "account") ?? "account not known"), element("span", "two", get(row, "region") ?? "no region"));
    }

    function select(index, follow = true) {
      active = Math.max(0, Math.min(rows.length - 1, index));
      if (follow) {
        const top = first();
        if (active < top) grid.scrollTop = Math.floor(active / scale());
        else if (active + 1 > top + fit()) grid.scrollTop = Math.ceil((active + 1 - fit()) / scale());
      }
      draw();
      if (rows.length && rows[active] !== shown) describe(data, get, shown = rows[active]);
      if (!rows.length) { byId("panel-body").replaceChildren(element("p", "", "No finding matches.")); shown = -1; }
    }

    const steps = { ArrowDown: () => active + 1, ArrowUp: () => active - 1, PageDown: () => active + Math.floor(fit()), PageUp: () => active - Math.floor(fit()), Home: () => 0, End: () => rows.length - 1 };
    grid.addEventListener("keydown", (event) => {
      if (event.target !== grid || event.ctrlKey || event.metaKey || event.altKey) return;
      if (steps[event.key]) select(steps[event.key]());
      else if (event.key === "Enter") { panel.focus(); panel.scrollIntoView({ block: "nearest" }); }
      else return;
      event.preventDefault();
    });
    panel.addEventListener("keydown", (event) => { if (event.key === "Escape") grid.focus(); });
    body.addEventListener("click", (event) => {
      const row = event.target.closest("[role=row]");
      if (row) select(Number(row.id.slice(4)), false);
    });
    head.addEventListener("click", (event) => {
      const name = event.target.dataset.sort;
      if (!name) return;
      const turn = sort.name === name ? -sort.turn : 1;
      sort = { name, turn };
      for (const button of head.querySelectorAll("button")) {
        button.parentElement.setAttribute("aria-sort", button.dataset.sort !== name ? "none" : turn > 0 ? "ascending" : "descending");
      }
      update();
    });
    let waiting = 0;
    search.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(update, 120); });
    form.addEventListener("change", (event) => { if (event.target !== search) update(); });
    form.addEventListener("submit", (event) => { event.preventDefault(); update(); });
    form.addEventListener("reset", () => setTimeout(update));
    grid.addEventListener("scroll", () => requestAnimationFrame(draw), { passive: true });
    new ResizeObserver(measure).observe(grid);
    document.addEventListener("click", (event) => {
      const link = event.target.closest("a.explore");
      if (!link) return;
      form.reset();
      for (const select of selects) {
        const wanted = link.dataset[select.dataset.filter];
        if (wanted) select.value = select.dataset.filter === "requirement" ? wanted : `=${wanted}`;
      }
      update();
    });
    measure();
    update();
  }

  function order(data, rows, { name, turn }) {
    const { codes, values } = data;
    const rank = (value) => ORDERS[name] ? ORDERS[name].indexOf(value) : value ?? "";
    const sorted = values[name].map((value, code) => [rank(value), code]).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    const place = new Uint32Array(sorted.length);
    sorted.forEach(([, code], i) => { place[code] = i; });
    const of = name in OWN ? (row) => place[codes[name][row]] : (row) => place[codes[name][codes.resource[row]]];
    const grave = values.severity.map((value) => ORDERS.severity.indexOf(value));
    rows.sort((a, b) => turn * (of(a) - of(b)) || grave[codes.severity[a]] - grave[codes.severity[b]] || a - b);
  }

  function fillFilters(data, selects) {
    for (const select of selects) {
      const name = select.dataset.filter;
      const options = new Map();
      for (const [value, count] of occurrences(data, name === "requirement" ? "requirements" : name)) {
        for (const [key, text] of choices(name, value)) options.set(key, { text, count: (options.get(key)?.count ?? 0) + count });
      }
      const keys = [...options.keys()].sort(name === "requirement" ? byNumber : byOrder(name));
      for (const key of keys) select.add(new Option(`${options.get(key).text} (${options.get(key).count.toLocaleString("en")})`, key));
    }
  }

  function occurrences({ codes, values, count }, name) { // every value with the number of findings that have it
    const column = codes[name], thing = name in OWN ? null : codes.resource;
    const counts = new Uint32Array(values[name].length);
    for (let row = 0; row < count; row++) counts[column[thing ? thing[row] : row]]++;
    return values[name].map((value, code) => [value, counts[code]]);
  }

  function choices(name, value) {
    if (name === "requirement") return value.map((id) => [id, id]);
    if (name !== "exception") return [[`=${value ?? ""}`, word(name, value)]];
    return value ? [["any", "Under an exception"], [`=${value.id}`, value.id]] : [["none", "Under none"]];
  }

  function word(name, value) {
    if (value === null || value === "") return "Not known";
    if (name === "verdict") return VERDICTS[value][0];
    if (name === "scope") return SCOPES[value] ?? value;
    return name === "severity" ? capital(value) : value;
  }

  const byOrder = (name) => (a, b) => {
    const list = ORDERS[name];
    if (list) return list.indexOf(a.slice(1)) - list.indexOf(b.slice(1));
    return a < b ? -1 : a > b ? 1 : 0;
  };
  const byNumber = (a, b) => {
    const [x, y] = [a, b].map((id) => id.replace(/^A/, "100").split(".").map(Number));
    for (let i = 0; i < Math.max(x.length, y.length); i++) if ((x[i] ?? -1) !== (y[i] ?? -1)) return (x[i] ?? -1) - (y[i] ?? -1);
    return 0;
  };

  function describe(data, get, row) {
    const field = (name) => get(row, name);
    const rule = data.rules.get(field("rule")) ?? { id: field("rule"), title: field("rule"), by_type: {}, console: "", why: "" };
    const facts = field("observed");
    const list = element("dl", "lines");
    const add = (name, ...value) => list.append(element("div", "", element("dt", "", name), element("dd", "", ...value)));
    const links = field("requirements").flatMap((id, i) => {
      const link = Object.assign(element("a", "", id), { href: `#m-${id}` });
      return i ? [", ", link] : [link];
    });
    const mark = new TextDecoder().decode(data.marks.subarray(32 * row, 32 * row + 32)).trim();
    const taken = field("exception");
    if (field("reason")) add("Reason", field("reason"));
    add("Message", field("message"));
    add("Expected", field("expected"));
    add("Observed", facts.length ? table(["Fact", "Value"], facts) : "nothing");
    add("Requirements", ...links);
    add("Resource", element("code", "", field("name")));
    if (field("address") !== field("name")) add("Known here as", element("code", "", field("address")));
    if (field("related").length) add("With", element("code", "", field("related").join(", ")));
    add("Kind, type", `${field("kind")}, ${field("type") || "no native type"} (${field("provider")})`);
    add("Origin", `${field("place")} (${field("source")})`);
    add("Account, region", `${field("account") ?? "not known"}, ${field("region") ?? "none"}`);
    add("Scope", `${word("scope", field("scope"))}: ${field("basis")}`);
    if (taken) add("Exception", `${taken.id}, ${taken.type.replaceAll("_", " ")}. Owner ${taken.owner}, approved by ${taken.approver}${taken.expires ? `, until ${taken.expires}` : ""}. ${taken.reason}${taken.ticket ? ` (${taken.ticket})` : ""}`);
    const fix = Object.hasOwn(rule.by_type, field("type")) ? rule.by_type[field("type")] : "";
    if (field("verdict") === "fail" && fix) add("How to mend it", element("pre", "", element("code", "", fix.trim())));
    if (field("verdict") === "fail" && rule.console) add(fix ? "Or by hand" : "How to mend it", rule.console);
    add("Fingerprint", element("code", "", mark));
    byId("panel-title").textContent = rule.title;
    byId("panel-body").replaceChildren(element("p", "", badge(field("verdict")), " ", severity(field("severity")), " ", element("code", "id", rule.id)), list);
  }

  // ---- paper: everything opened, then as it was ----

  let closed = [];
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details:not([open])")];
    for (const node of closed) node.open = true;
  });
  addEventListener("afterprint", () => { for (const node of closed) node.open = false; });

  if (typeof DecompressionStream === "undefined") {
    byId("explorer-note").append(" This browser is too old to show them.");
  } else {
    load().then(start).catch((problem) => {
      byId("explorer-note").append(" They could not be read.");
      console.error(problem);
    });
  }
})();
