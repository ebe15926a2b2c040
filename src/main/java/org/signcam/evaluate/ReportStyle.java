package org.signcam.evaluate;

/**
 * How the report looks. Text has a contrast of at least 4.5 to 1 on what it stands on (WCAG 2.1,
 * 1.4.3), light and dark; blue and vermilion are told apart whatever one's colour vision (Okabe and
 * Ito 2008, https://jfly.uni-koeln.de/color/).
 */
final class ReportStyle {
  static final String CSS =
      """
      :root {
        --paper: #ffffff; --card: #f5f7f9; --ink: #1b1f24; --soft: #55606b; --line: #d8dde3;
        --blue: #0072b2; --orange: #d55e00; --grey: #8a929b;
      }
      @media screen and (prefers-color-scheme: dark) {
        :root {
          --paper: #12161b; --card: #1b2128; --ink: #e7eaee; --soft: #a3adb8; --line: #333c46;
          --blue: #2f8fd0; --orange: #e0701c; --grey: #77818c;
        }
      }
      * { box-sizing: border-box; }
      body {
        margin: 0 auto; max-width: 1180px; padding: 2.5rem 1.5rem; background: var(--paper);
        color: var(--ink); font: 1rem/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", "DejaVu Sans", sans-serif;
        print-color-adjust: exact; -webkit-print-color-adjust: exact;
      }
      h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 .3rem; overflow-wrap: anywhere; }
      header p { color: var(--soft); margin: 0; font-size: 1.1rem; }
      h2 { font-size: 1.35rem; margin: 3rem 0 .3rem; padding-top: 1rem; border-top: 1px solid var(--line); }
      h3 { font-size: 1rem; margin: 1.5rem 0 .5rem; }
      .note { color: var(--soft); margin: 0 0 1.2rem; max-width: 75ch; }
      footer { color: var(--soft); margin-top: 3rem; font-size: .9rem; }
      .tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 18rem), 1fr)); gap: .9rem; }
      .tile { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: .9rem 1.1rem; }
      .tile h3 { margin: 0; font-weight: 600; font-size: .95rem; }
      .tile p { margin: 0; color: var(--soft); font-size: .875rem; }
      .tile .value { color: var(--ink); font-size: 2rem; font-weight: 650; line-height: 1.3; }
      .tile .range { color: var(--ink); font-variant-numeric: tabular-nums; min-height: 1.5em; }
      .two { display: flex; flex-wrap: wrap; gap: 1.5rem 3rem; align-items: start; }
      .two > * { max-width: 100%; }
      .scroll { overflow-x: auto; margin-bottom: 1.2rem; }
      table { border-collapse: collapse; font-size: .925rem; font-variant-numeric: tabular-nums; }
      caption { text-align: left; font-weight: 600; padding-bottom: .4rem; }
      th, td { padding: .3rem .6rem; text-align: right; border-bottom: 1px solid var(--line); white-space: nowrap; }
      thead th { color: var(--soft); font-weight: 600; vertical-align: bottom; white-space: normal; }
      th:first-child { text-align: left; }
      tbody th { font-weight: 600; }
      td.prose { text-align: left; white-space: normal; overflow-wrap: anywhere; }
      tbody th:has(+ .prose) { vertical-align: top; font-weight: 400; color: var(--soft); }
      .confusion td { text-align: center; min-width: 2.9rem; border: 2px solid var(--paper); }
      .confusion th { border: 0; }
      .confusion thead th { text-align: center; }
      .confusion .zero { color: var(--soft); }
      .confusion .right { background: color-mix(in srgb, var(--blue) calc(var(--s) * .5), var(--paper)); }
      .confusion .wrong { background: color-mix(in srgb, var(--orange) calc(var(--s) * .65), var(--paper)); }
      .confusion .none { background: color-mix(in srgb, var(--grey) calc(var(--s) * .6), var(--paper)); }
      .confusion .sum { color: var(--soft); }
      .bar {
        display: inline-block; min-width: 7rem; padding: 0 .3rem; border-radius: .2rem;
        background: linear-gradient(to right, color-mix(in srgb, var(--blue) 35%, var(--paper)) var(--s), var(--card) var(--s));
      }
      .reliability { flex: 1 1 20rem; max-width: 30rem; height: auto; }
      .reliability text { fill: var(--soft); font-size: 13px; }
      .reliability .grid { stroke: var(--line); }
      .reliability .bar { fill: var(--blue); fill-opacity: .55; }
      .reliability .count { fill: var(--grey); }
      .reliability .mean { stroke: var(--orange); stroke-width: 3; }
      .reliability .ideal { stroke: var(--ink); stroke-dasharray: 5 4; }
      .mistakes { display: grid; grid-template-columns: repeat(auto-fill, minmax(160px, 1fr)); gap: 1.2rem 1rem; }
      figure { margin: 0; break-inside: avoid; }
      figure img { width: 160px; height: 160px; object-fit: cover; border-radius: .4rem; display: block; }
      figcaption { font-size: .875rem; line-height: 1.4; margin-top: .4rem; overflow-wrap: anywhere; }
      figcaption small { color: var(--soft); }
      .curves { max-width: 100%; height: auto; border-radius: .4rem; border: 1px solid var(--line); }
      pre { background: var(--card); border: 1px solid var(--line); border-radius: .4rem; padding: .8rem 1rem; overflow-x: auto; white-space: pre-wrap; overflow-wrap: anywhere; }
      @media print {
        body { max-width: none; padding: 0; font-size: 10pt; }
        .tile, table, svg { break-inside: avoid; }
        .reliability { max-width: 9cm; }
        h2 { break-after: avoid; }
        .scroll { overflow: visible; }
      }
      """;

  private ReportStyle() {}
}
