"use strict";
(() => {
  const root = document.documentElement;
  const input = document.getElementById("_search");
  const noMatch = document.getElementById("_none");
  const sections = [...document.querySelectorAll("main > section")];
  root.classList.add("script");
  input.parentElement.hidden = false;

  // Choices of an earlier visit. A file without an origin may have no storage.
  const storage = {
    get(key) { try { return localStorage.getItem(key); } catch { return null; } },
    set(key, value) { try { localStorage.setItem(key, value); } catch { /* Only for this visit. */ } },
  };
  for (const name of ["language", "colors"]) {
    const choices = [...document.querySelectorAll(`input[name="${name}"]`)];
    const apply = () => {
      const chosen = choices.find((choice) => choice.checked);
      if (chosen) root.setAttribute(name === "language" ? "lang" : "data-colors", chosen.value);
    };
    const kept = choices.find((choice) => choice.value === storage.get(`llm-tui-${name}`));
    if (kept) kept.checked = true;
    for (const choice of choices) {
      choice.addEventListener("change", () => { storage.set(`llm-tui-${name}`, choice.value); apply(); });
    }
    apply();
  }

  // Search: every word must occur in a value, in either language. Headings and labels are not searched.
  const normalize = (text) => text.normalize("NFKC").toLowerCase();
  const labels = "thead, summary, dt, h3, .label, .link";
  const lists = sections.map((section) => ({
    section,
    count: section.querySelector("h2 .count"),
    link: document.querySelector(`nav a[href="#${section.id}"]`),
    entries: [...section.querySelectorAll(":scope > .scroll > table > tbody")],
  }));
  const texts = new Map();
  const valuesOf = (entry) => {
    const filter = (node) => {
      if (node.nodeType === Node.TEXT_NODE) return NodeFilter.FILTER_ACCEPT;
      return node.matches(labels) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
    };
    const walker = document.createTreeWalker(entry, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, filter);
    const values = [];
    while (walker.nextNode()) values.push(walker.currentNode.data);
    return values.join(" ");
  };
  const textOf = (entry) => {
    if (!texts.has(entry)) texts.set(entry, normalize(valuesOf(entry)));
    return texts.get(entry);
  };
  // Before the first search, if there is time.
  const readTexts = (deadline) => {
    const unread = lists.flatMap(({ entries }) => entries).filter((entry) => !texts.has(entry));
    for (const entry of unread) {
      if (deadline.timeRemaining() <= 0) {
        requestIdleCallback(readTexts);
        return;
      }
      textOf(entry);
    }
  };
  if ("requestIdleCallback" in window) requestIdleCallback(readTexts);
  // Avoids a layout if the text is unchanged.
  const setText = (element, text) => {
    if (element.textContent !== text) element.textContent = text;
  };
  const search = () => {
    const words = normalize(input.value).split(/\s+/).filter(Boolean);
    let all = 0;
    for (const { section, count, link, entries } of lists) {
      let shown = 0;
      for (const entry of entries) {
        entry.hidden = !words.every((word) => textOf(entry).includes(word));
        if (!entry.hidden) shown += 1;
      }
      section.hidden = shown === 0;
      if (link) link.parentElement.hidden = section.hidden;
      setText(count, shown === entries.length ? `${shown}` : `${shown} / ${entries.length}`);
      all += shown;
    }
    noMatch.hidden = all > 0;
  };
  // Once for all characters that were typed since the page was drawn.
  let scheduled = 0;
  input.addEventListener("input", () => {
    cancelAnimationFrame(scheduled);
    scheduled = requestAnimationFrame(search);
  });
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target instanceof HTMLInputElement && event.target.type === "search";
    if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      input.focus();
      input.select();
    } else if (event.key === "Escape" && isTyping) {
      input.value = "";
      search();
    }
  });

  // Sorting: numbers and dates have a key and come first, then other cells as they are shown, then empty ones.
  const shownText = (cell) => {
    const own = [...cell.querySelectorAll(`span[lang="${root.lang}"]`)];
    return (own.length > 0 ? own.map((span) => span.textContent).join(" ") : cell.textContent).trim();
  };
  const sortTable = (heading) => {
    const table = heading.closest("table");
    const column = [...heading.parentElement.children].indexOf(heading);
    const before = heading.getAttribute("aria-sort");
    const descending = before ? before === "ascending" : heading.dataset.first === "descending";
    const cells = [...table.tBodies].map((body) => {
      const cell = body.rows[0].cells[column];
      const key = cell.dataset.sort;
      return { body, number: key === undefined ? null : Number(key), text: shownText(cell) };
    });
    const order = new Intl.Collator(root.lang, { numeric: true }).compare;
    cells.sort((a, b) => {
      const aEmpty = a.number === null && a.text === "";
      const bEmpty = b.number === null && b.text === "";
      if (aEmpty || bEmpty) return aEmpty - bEmpty;
      if ((a.number === null) !== (b.number === null)) return a.number === null ? 1 : -1;
      const ascending = a.number === null ? order(a.text, b.text) : a.number - b.number;
      return descending ? -ascending : ascending;
    });
    for (const other of heading.parentElement.children) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", descending ? "descending" : "ascending");
    table.append(...cells.map(({ body }) => body));
  };
  for (const heading of document.querySelectorAll("main > section > .scroll > table > thead th")) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...heading.childNodes);
    heading.append(button);
    button.addEventListener("click", () => sortTable(heading));
  }

  // A click anywhere on a row opens its details, unless it is on a link or selects text.
  for (const { entries } of lists) {
    for (const entry of entries) {
      const details = entry.querySelector("details");
      entry.rows[0].addEventListener("click", (event) => {
        if (event.target.closest("a") || `${getSelection()}`) return;
        details.open = !details.open;
      });
    }
  }
  // The id after `#`, which may have a broken escape.
  const targetId = () => {
    const id = location.hash.slice(1);
    try { return decodeURIComponent(id); } catch { return id; }
  };
  const openTarget = () => {
    const target = document.getElementById(targetId());
    const details = target && target.querySelector("details");
    if (!details || target.tagName !== "TBODY") return;
    if (target.hidden) {
      input.value = "";
      search();
    }
    details.open = true;
    target.scrollIntoView();
  };
  addEventListener("hashchange", openTarget);
  openTarget();
})();
