/* Values of the grid's cells: as they travel ("2026-12-31", "1234.5", keys, "1"), as people read them, as people type
   them; and ranges as Excel puts them on the clipboard. No page is touched here. The server reads everything again
   (kit/grid/columns.py); this is so that a slip of the finger is seen at once. */
"use strict";
(() => {
  const say = (vi, en) => (document.documentElement.lang === "en" ? en : vi);
  const letters = new Intl.Collator("vi", { numeric: true, sensitivity: "variant" });
  const FIRST_YEAR = 1900;
  const LAST_YEAR = 2100;

  /* lower case without tones: how people type when they look for something */
  const fold = (text) => text.replace(/[đĐ]/g, "d").normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const tidy = (text) => text.normalize("NFC").replace(/[\u200b-\u200d\ufeff]/g, "").replace(/[\s\p{Cc}]+/gu, " ").trim();
  const two = (number) => String(number).padStart(2, "0");

  function show(column, text) {
    if (!text) return "";
    if (column.kind === "choice") return column.words.get(text) ?? text;
    if (column.kind === "check") return text === "1" ? say("có", "yes") : text;
    if (/day$/.test(column.kind) && /^\d{4}(-\d{2}){1,2}$/.test(text)) return text.split("-").reverse().join("/");
    if (column.kind === "number" && /^-?\d+(\.\d+)?$/.test(text)) {
      const [whole, rest] = text.split(".");
      return whole.replace(/\B(?=(\d{3})+$)/g, ".") + (rest ? `,${rest}` : "");
    }
    return text;
  }

  function day(text) {
    const found = text.match(/^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})$/) || text.match(/^(\d{4})-(\d{1,2})-(\d{1,2})$/);
    if (!found) return "";
    const [year, month, date] = found[1].length === 4 ? found.slice(1) : found.slice(1).reverse();
    const real = new Date(Date.UTC(+year, +month - 1, +date));
    if (real.getUTCMonth() !== +month - 1 || real.getUTCDate() !== +date || +year < FIRST_YEAR || +year > LAST_YEAR) return "";
    return `${year}-${two(+month)}-${two(+date)}`;
  }

  function looseDay(text) {
    const month = text.match(/^(\d{1,2})[/.\- ](\d{4})$/) || text.match(/^(\d{4})-(\d{1,2})$/);
    if (month) {
      const [year, number] = month[1].length === 4 ? month.slice(1) : month.slice(1).reverse();
      return +number >= 1 && +number <= 12 && +year >= FIRST_YEAR && +year <= LAST_YEAR ? `${year}-${two(+number)}` : "";
    }
    if (/^\d{4}$/.test(text)) return +text >= FIRST_YEAR && +text <= LAST_YEAR ? text : "";
    return day(text);
  }

  /* 1.234,5 as people write it, or 1234.5 */
  function number(text) {
    const bare = text.replace(/ /g, "");
    if (/^-?\d{1,3}(\.\d{3})+(,\d+)?$/.test(bare)) return bare.replace(/\./g, "").replace(",", ".");
    if (/^-?\d+,\d+$/.test(bare)) return bare.replace(",", ".");
    return /^-?\d+(\.\d+)?$/.test(bare) ? bare : "";
  }

  const TICKS = ["1", "x", "v", "co", "yes", "true", "✓", "✔"];
  const CROSSES = ["", "0", "khong", "no", "false", "-"];

  const readers = {
    text: (column, text) => ({ text }),
    choice(column, text) {
      if (column.words.has(text)) return { text };
      const sought = fold(text);
      const found = column.choices.filter(([, words]) => fold(words) === sought);
      if (found.length === 1) return { text: found[0][0] };
      return { text, error: say(`“${text}” không có trong danh sách chọn.`, `“${text}” is not in the list.`) };
    },
    day(column, text) {
      const found = day(text);
      return found ? { text: found } : { text, error: say(`“${text}” không phải ngày có thật; gõ như 31/12/2026.`, `“${text}” is no real day; type it like 31/12/2026.`) };
    },
    loose_day(column, text) {
      const found = looseDay(text);
      return found ? { text: found } : { text, error: say(`“${text}” không phải ngày, tháng hay năm có thật; gõ như 31/12/1987, 12/1987 hoặc 1987.`, `“${text}” is no real day, month or year.`) };
    },
    number(column, text) {
      const found = number(text);
      if (!found) return { text, error: say(`“${text}” không phải số.`, `“${text}” is no number.`) };
      const decimals = (found.split(".")[1] || "").length;
      if (decimals > column.decimals) return { text: found, error: column.decimals ? say(`Nhiều nhất ${column.decimals} chữ số sau dấu phẩy.`, `At most ${column.decimals} decimals.`) : say("Cột này chỉ nhận số nguyên.", "Whole numbers only.") };
      return { text: found };
    },
    check(column, text) {
      const sought = fold(text);
      if (TICKS.includes(sought)) return { text: "1" };
      return CROSSES.includes(sought) ? { text: "" } : { text, error: say("Ô này chỉ có đánh dấu hoặc không.", "This cell is ticked or not.") };
    },
  };

  /* what a person typed or pasted → {text as it travels, error: a sentence where it cannot stay so} */
  function read(column, typed) {
    const text = tidy(typed);
    if (!text) return column.required && column.kind !== "check" ? { text, error: say(`Cột “${column.label}” không được để trống.`, `“${column.label}” may not be empty.`) } : { text };
    if (text.length > column.longest) return { text, error: say(`Dài quá ${column.longest} chữ cái.`, `Longer than ${column.longest} letters.`) };
    return (readers[column.kind] || readers.text)(column, text);
  }

  /* nothing known stands last, whichever way the column is sorted */
  function compare(column, a, b, direction) {
    if (!a || !b) return a ? (direction === "asc" ? -1 : 1) : b ? (direction === "asc" ? 1 : -1) : 0;
    if (column.kind === "number") return Number(a) - Number(b);
    if (/day$/.test(column.kind)) return a < b ? -1 : a > b ? 1 : 0;
    return letters.compare(show(column, a), show(column, b));
  }

  /* a range as Excel copies it: tabs between cells, a cell with a line break or a tab in quotes */
  function fromClipboard(given) {
    const text = given.replace(/\r\n?/g, "\n").replace(/\n$/, "");
    const quoted = /"((?:[^"]|"")*)"(?=[\t\n]|$)/y;
    const plain = /[^\t\n]*/y;
    const rows = [[]];
    for (let at = 0; ; at += 1) {
      quoted.lastIndex = plain.lastIndex = at;
      const found = quoted.exec(text);
      const cell = found ? found[1].replace(/""/g, '"') : plain.exec(text)[0];
      rows.at(-1).push(cell);
      at += found ? found[0].length : cell.length;
      if (at >= text.length) return rows;
      if (text[at] === "\n") rows.push([]);
    }
  }

  const quote = (text) => (/["\t\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);
  const toClipboard = (rows) => rows.map((row) => row.map(quote).join("\t")).join("\n");

  window.binhyen.gridValues = { say, fold, show, read, compare, fromClipboard, toClipboard };
})();
