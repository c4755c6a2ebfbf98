"use strict";
// Uses a page as a person does, and puts what it shows in place of the page, as JSON.
(() => {
  const entries = () => [...document.querySelectorAll("main > section > .scroll > table > tbody")];
  const ids = (list) => list.map((entry) => entry.id);
  const opened = () => ids(entries().filter((entry) => entry.querySelector("details").open));
  const shown = () => ids(entries().filter((entry) => !entry.hidden && !entry.closest("section").hidden));
  const search = (query) => {
    const input = document.getElementById("_search");
    input.value = query;
    input.dispatchEvent(new Event("input"));
    return shown();
  };
  const results = { errors: failures, opened: [opened()] };

  const row = entries()[1].rows[0];
  row.cells[2].click();
  results.opened.push(opened());
  row.cells[2].click();
  results.opened.push(opened());

  results.found = QUERIES.map(search);
  // A link to an entry that the search hides.
  location.hash = entries().find((entry) => entry.hidden).id;
  dispatchEvent(new Event("hashchange"));
  results.opened.push(opened());
  results.shown = shown().length;

  const cell = ({ innerText, dataset }) => [dataset.sort === undefined ? null : Number(dataset.sort), innerText.trim()];
  results.rows = entries().map((entry) => [entry.id, [...entry.rows[0].cells].map(cell)]);
  const headings = [...document.querySelectorAll("main > section > .scroll > table > thead th")];
  results.orders = headings.flatMap((heading, column) => [0, 1].map(() => {
    heading.querySelector("button").click();
    return [column, heading.getAttribute("aria-sort"), ids(entries())];
  }));

  // The choices, of which the last is that of the page.
  const root = document.documentElement;
  results.choices = ["_zh", "_en", "_dark", "_light", "_auto"].map((id) => {
    document.getElementById(id).click();
    return [headings[0].innerText.trim(), root.lang, getComputedStyle(root).colorScheme];
  });

  const output = document.createElement("pre");
  output.id = "_results";
  output.textContent = JSON.stringify(results);
  document.body.replaceChildren(output);
})();
