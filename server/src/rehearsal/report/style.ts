/** The whole look of the page: one sheet, light and dark, from a telephone's width on, on paper too. */
export const STYLE = `
:root{color-scheme:light dark;--bg:#f6f5f1;--card:#fff;--ink:#1c1b19;--soft:#5f5c55;--line:#dcd9d0;--good:#1d6b45;--bad:#a8271d;--warn:#8a5a00;--s0:#1f5fa8;--s1:#b4511c;--s2:#2c7a4b;--s3:#8a3d94}
@media (prefers-color-scheme:dark){:root{--bg:#161614;--card:#201f1c;--ink:#ecebe6;--soft:#a5a197;--line:#38362f;--good:#6fcf9b;--bad:#ff8d80;--warn:#e8b75a;--s0:#7ab4f5;--s1:#f0955f;--s2:#74cf98;--s3:#d596de}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;overflow-wrap:anywhere}
main{max-width:1120px;margin:0 auto;padding:24px 16px 64px}
h1{font-size:1.7rem;line-height:1.2;margin:0 0 4px}
h2{font-size:1.15rem;margin:40px 0 12px}
p{margin:0 0 12px}
.soft,figcaption span,.chart .legend{color:var(--soft)}
.verdict{border-left:6px solid var(--good);background:var(--card);padding:16px 20px;margin:20px 0;border-radius:4px}
.verdict.bad{border-color:var(--bad)}
.verdict strong{font-size:1.2rem;display:block}
.verdict ul{margin:8px 0 0;padding-left:20px}
.figures{display:grid;grid-template-columns:repeat(auto-fill,minmax(150px,1fr));gap:12px;margin:0}
.figures div{background:var(--card);padding:12px 14px;border-radius:4px}
.figures dt{color:var(--soft);font-size:.85rem}
.figures dd{margin:0;font-size:1.4rem;font-weight:600;font-variant-numeric:tabular-nums;line-height:1.25}
.figures small{display:block;font-size:.8rem;font-weight:400;color:var(--soft)}
.advice{list-style:none;padding:0;margin:0;display:grid;gap:10px}
.advice li{background:var(--card);border-radius:4px;padding:12px 16px;border-left:6px solid var(--line)}
.advice .change{border-color:var(--warn)}
.advice .look{border-color:var(--s0)}
.advice .keep{border-color:var(--good)}
.advice b{display:block}
.advice em{font-style:normal;font-size:.8rem;color:var(--soft);text-transform:uppercase;letter-spacing:.04em}
.advice p{margin:2px 0 0}
.charts{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,330px),1fr));gap:16px}
.chart{margin:0;background:var(--card);border-radius:4px;padding:12px 12px 8px}
.chart svg{display:block;width:100%;height:auto}
.chart path{fill:none;stroke-width:1.8;stroke-linejoin:round}
.chart .grid{stroke:var(--line)}
.chart .mark{stroke:var(--soft);stroke-dasharray:2 3}
.chart text{fill:var(--soft);font-size:10.5px;font-variant-numeric:tabular-nums}
.chart .y{text-anchor:end}
.chart .x{text-anchor:middle}
.chart .first{text-anchor:start}
.chart .last{text-anchor:end}
.s0{stroke:var(--s0)}.s1{stroke:var(--s1);stroke-dasharray:6 2}.s2{stroke:var(--s2);stroke-dasharray:2 2}.s3{stroke:var(--s3);stroke-dasharray:8 2 2 2}
.legend{font-size:.85rem;margin:4px 0 0}
.legend span{margin-right:12px;white-space:nowrap}
.legend span:before{content:"";display:inline-block;width:18px;height:0;border-top:3px solid;vertical-align:middle;margin-right:5px}
.k0:before{color:var(--s0)}.k1:before{color:var(--s1);border-top-style:dashed!important}.k2:before{color:var(--s2);border-top-style:dotted!important}.k3:before{color:var(--s3);border-top-style:dashed!important}
.scroll{overflow-x:auto;background:var(--card);border-radius:4px}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{padding:7px 12px;text-align:right;border-bottom:1px solid var(--line);white-space:nowrap}
th:first-child,td:first-child{text-align:left}
td.text,th.text{text-align:left;white-space:normal;min-width:12em}
tr:last-child td{border-bottom:0}
th{font-weight:600;color:var(--soft);font-size:.85rem}
@media print{body{background:#fff}.chart,.advice li,.figures div{break-inside:avoid}}
`
