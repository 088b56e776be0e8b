/// The style sheet of the page.
enum PageStyle {
    /// Light by default and in print, dark where the reader's system is.
    static var css: String {
        PagePalette.light.css(indent: "") + "@media screen and (prefers-color-scheme:dark){\n"
            + PagePalette.dark.css(indent: "  ") + "}\n"
            + [base, text, tables, charts, pictures, print]
            .joined(separator: "\n")
    }

    private static let base = """
        :root{color-scheme:light dark;--gap:clamp(1.25rem,4vw,2.5rem)}
        *{box-sizing:border-box}
        html{-webkit-text-size-adjust:100%;scroll-padding-top:1rem}
        body{margin:0;background:var(--background);color:var(--text);
          font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;
          font-variant-numeric:tabular-nums;overflow-wrap:break-word}
        .page{max-width:70rem;margin:0 auto;padding:clamp(1.5rem,5vw,4rem) clamp(1rem,4vw,2.5rem)}
        main>section{margin-top:clamp(3rem,7vw,5rem)}
        .columns-wide{display:grid;gap:2rem var(--gap);
          grid-template-columns:repeat(auto-fit,minmax(min(100%,20rem),1fr))}
        .split{display:grid;grid-template-columns:minmax(0,1fr);gap:2rem clamp(2rem,5vw,4rem);align-items:start}
        @media (min-width:60rem){.split{grid-template-columns:minmax(0,3fr) minmax(0,2fr)}}
        .stack{display:grid;grid-template-columns:minmax(0,1fr);gap:2.5rem}
        .scroll{overflow-x:auto;min-width:0}
        .unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
        a{color:var(--accent);text-decoration-thickness:1px;text-underline-offset:.2em}
        :focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:2px}
        """

    private static let text = """
        h1,h2,h3{line-height:1.2;text-wrap:balance;margin:0;font-weight:650}
        h1{font-size:1rem;font-weight:600;color:var(--muted)}
        h2{font-size:1.6rem;letter-spacing:-.01em}
        h3{font-size:1.0625rem;margin:2.5rem 0 1rem}
        p{margin:.5rem 0 0;max-width:44rem}
        .lead{font-size:clamp(1.75rem,5.2vw,3rem);line-height:1.15;letter-spacing:-.02em;font-weight:650;
          margin:1.25rem 0 0;max-width:22em;text-wrap:balance}
        .lead .also{display:block;margin-top:.6em;font-size:max(.45em,1.0625rem);line-height:1.4;letter-spacing:0;
          font-weight:400;color:var(--muted)}
        .subtitle,.note,figcaption,.also{color:var(--muted)}
        .subtitle{margin-top:.25rem}
        .note{margin:.5rem 0 1.5rem;text-wrap:pretty}
        .note:last-child{margin-bottom:0}
        nav{margin-top:2rem;display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;font-size:.9375rem}
        nav a{padding:.25rem 0}
        .figures{display:grid;gap:1.75rem 1.5rem;margin:2.5rem 0 0;
          grid-template-columns:repeat(auto-fill,minmax(min(100%,8.25rem),1fr))}
        .figures>div{display:flex;flex-direction:column}
        .figures dt{font-size:.875rem;color:var(--muted)}
        .figures dd{margin:0;font-size:.8125rem;color:var(--muted);line-height:1.4}
        .figures .value{font-size:1.5rem;font-weight:600;color:var(--text);line-height:1.35;white-space:nowrap}
        .facts{display:grid;grid-template-columns:minmax(7rem,max-content) minmax(0,1fr);gap:.35rem 1.5rem;margin:0;
          font-size:.9375rem}
        .facts dt{color:var(--muted);overflow-wrap:anywhere}
        .facts dd{margin:0;overflow-wrap:anywhere}
        pre{margin:1rem 0 0;padding:1rem 1.25rem;background:var(--surface);border-radius:.5rem;overflow-x:auto;
          white-space:pre-wrap;overflow-wrap:anywhere;user-select:all;
          font:.875rem/1.6 ui-monospace,"SF Mono",Menlo,Consolas,"Noto Sans Mono",monospace}
        button{font:inherit;font-size:.875rem;color:var(--accent);background:none;border:0;padding:.5rem 0;
          cursor:pointer;text-decoration:underline;text-decoration-thickness:1px;text-underline-offset:.2em}
        summary{cursor:pointer;color:var(--accent);padding:.5rem 0;font-size:.9375rem}
        .findings{list-style:none;margin:1.5rem 0 0;padding:0;display:grid;gap:2rem}
        .findings h3{margin:0;display:flex;flex-wrap:wrap;gap:.25rem .75rem;align-items:baseline}
        .badge{font-size:.8125rem;font-weight:600;padding:.1rem .55rem;border-radius:1rem;background:var(--surface);
          color:var(--muted)}
        .badge.loud{background:var(--alarm);color:var(--background)}
        .badge.firm{color:var(--alarm)}
        .items{list-style:none;margin:.75rem 0 0;padding:0;display:grid;gap:.75rem;font-size:.9375rem}
        .items.pictured{grid-template-columns:repeat(auto-fill,minmax(min(100%,17rem),1fr));gap:1.25rem}
        .items li{overflow-wrap:anywhere}
        .groups{display:grid;gap:0 var(--gap);grid-template-columns:repeat(auto-fill,minmax(min(100%,16rem),1fr))}
        .groups h3{font-size:.9375rem;margin:1.25rem 0 .25rem}
        .plain{list-style:none;margin:0;padding:0;font-size:.9375rem}
        .plain li{padding:.15rem 0;overflow-wrap:anywhere}
        footer{margin-top:5rem;font-size:.875rem;color:var(--muted)}
        """

    private static let tables = """
        table{border-collapse:collapse;font-size:.9375rem}
        caption{text-align:left;color:var(--muted);font-size:.875rem;padding:0 0 .75rem;text-wrap:pretty}
        th{font-weight:600;text-align:left}
        thead th{font-size:.8125rem;font-weight:500;color:var(--muted);vertical-align:bottom}
        .grid{width:100%}
        .grid th,.grid td{padding:.4rem 0 .4rem 1rem;vertical-align:baseline}
        .grid th:first-child{padding-left:0}
        .grid tbody th,.grid td:not(.n){overflow-wrap:anywhere}
        .grid tbody th:not(.n){min-width:6.5rem}
        .grid .n{text-align:right;white-space:nowrap}
        .grid .wide{width:20%;min-width:3.6rem}
        .grid tfoot th,.grid tfoot td{padding-top:.75rem;color:var(--muted);font-weight:500}
        .grid td small{color:var(--muted);font-size:.75rem;white-space:nowrap;margin-left:.35rem}
        @media (max-width:40rem){
          .grid th,.grid td{padding-left:.6rem}.grid{font-size:.875rem}.grid td small{display:none}}
        .matrix{table-layout:fixed;width:100%;border-spacing:2px;border-collapse:separate;
          min-width:calc(5.5rem + var(--k)*1.55rem);max-width:calc(7rem + var(--k)*3rem)}
        .matrix td{padding:0;height:clamp(1.6rem,4.4vw,2.5rem);text-align:center;border-radius:3px;
          font-size:clamp(.75rem,2vw,.9375rem)}
        .matrix.dense{min-width:calc(6.5rem + var(--k)*1.17rem)}
        .matrix.dense td{height:1.4rem;font-size:.6875rem}
        .matrix td a{display:flex;height:100%;align-items:center;justify-content:center;color:inherit;
          text-decoration:none;border-radius:3px}
        .matrix td a:hover{outline:2px solid var(--text)}
        .matrix th{font-size:.8125rem;font-weight:500;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
        .matrix thead th:first-child{width:5.5rem;white-space:normal;font-size:.75rem}
        .matrix thead th:first-child span{display:block}
        .matrix thead th:not(:first-child){height:6.5rem;padding:0 0 .25rem}
        .matrix thead th:not(:first-child) span{display:inline-block;writing-mode:vertical-rl;
          transform:rotate(180deg);max-height:6.25rem;overflow:hidden;text-overflow:ellipsis;vertical-align:bottom}
        .matrix thead th:not(:first-child){text-align:center}
        .matrix tbody th{position:sticky;left:0;background:var(--background);padding-right:.5rem;text-align:right}
        @media (min-width:40rem){.matrix thead th:first-child{width:7rem}}
        """

    private static let charts = """
        .chart{display:block;width:100%;height:auto;max-width:32.5rem}
        .chart text{fill:var(--muted);font-size:11.5px}
        @media (min-width:64rem){.columns-wide:has(>:nth-child(3)) .chart text{font-size:13.5px}}
        .chart .axis-title{font-weight:500;fill:var(--text)}
        .chart .rule{stroke:var(--line);stroke-width:1}
        .chart .tick{stroke:var(--muted);stroke-width:1}
        .chart .marked{stroke:var(--muted);stroke-width:1;stroke-dasharray:2 3}
        .chart .ideal{stroke:var(--muted);stroke-width:1.25;stroke-dasharray:5 4;fill:none}
        .chart .zero{stroke:var(--text);stroke-width:1}
        .chart .line{fill:none;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}
        .first .line,.first .whisker{stroke:var(--accent)}
        .first .point,.first .bar{fill:var(--accent)}
        .chart .first .line-label{fill:var(--accent);font-weight:600}
        .first .whisker{stroke-width:1.5;opacity:.55}
        .second .line{stroke:var(--muted);stroke-dasharray:5 4;stroke-width:1.75}
        .second .point{fill:var(--muted)}
        .chart .hit{fill:transparent}
        .chart .hit:hover{fill:var(--accent)}
        .chart .column{fill:var(--line)}
        .chart .dots{stroke:var(--accent);stroke-width:4.5;stroke-linecap:round;opacity:.55;fill:none}
        figure.plot{margin:0;min-width:0}
        figure.plot>figcaption{font-weight:600;color:var(--text);margin-bottom:.75rem}
        figure.plot>p{font-size:.9375rem;color:var(--muted);max-width:32.5rem}
        .estimate{display:block;width:100%;height:10px;margin-top:.3rem}
        .estimate .track{height:4px;y:3px;fill:var(--line);rx:2px}
        .estimate .certain{height:4px;y:3px;fill:var(--accent);rx:2px}
        .estimate .range{height:4px;y:3px;fill:var(--accent);opacity:.45}
        .estimate .mark{stroke:var(--text);stroke-width:2}
        .share{display:block;height:4px;border-radius:2px;margin-top:.35rem;background:
          linear-gradient(var(--c,var(--accent)) 0 0) 0/calc(var(--p)*100%) 100% no-repeat var(--line)}
        """

    private static let pictures = """
        img{display:block;max-width:100%;height:auto;background:var(--surface);border-radius:.375rem}
        .strips{display:grid;gap:1.5rem var(--gap);
          grid-template-columns:repeat(auto-fill,minmax(min(100%,13.5rem),1fr))}
        .strip{margin:0}
        .strip figcaption{font-size:.875rem;margin-bottom:.4rem;overflow-wrap:anywhere}
        .strip div{display:grid;grid-template-columns:repeat(4,1fr);gap:.375rem}
        .strip img{width:100%;aspect-ratio:1;object-fit:cover}
        .cards{display:grid;gap:2.25rem var(--gap);list-style:none;margin:0;padding:0;
          grid-template-columns:repeat(auto-fill,minmax(min(100%,14rem),1fr))}
        details .cards{margin-top:1rem}
        .card{margin:0;min-width:0;scroll-margin-top:1rem}
        .card:target .pictures img{outline:3px solid var(--accent);outline-offset:2px}
        .pictures{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:.375rem}
        .pictures img{width:100%;aspect-ratio:1;object-fit:contain}
        .pictures:has(:only-child){grid-template-columns:minmax(0,1fr)}
        .card figcaption{margin-top:.6rem;color:var(--text);font-size:.9375rem;line-height:1.45}
        .card .truth{margin:0}
        .card .truth span,.card .path{color:var(--muted)}
        .card .path{font-size:.8125rem;overflow-wrap:anywhere;margin-top:.35rem}
        .guesses{list-style:none;margin:.25rem 0 0;padding:0}
        .guesses li{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:0 .75rem;padding:.15rem 0}
        .guesses li span:first-child{overflow-wrap:anywhere}
        .guesses .share{grid-column:1/-1;margin:.1rem 0 .2rem;height:3px}
        .guesses .wrong{color:var(--alarm);--c:var(--alarm)}
        .guesses .right{color:var(--accent)}
        .guesses .other{--c:var(--muted)}
        .small{display:flex;flex-wrap:wrap;gap:.375rem;margin-top:.4rem}
        .small img{width:5rem;height:5rem;object-fit:cover}
        .variants{margin:1.5rem 0 0}
        .variants figcaption{font-size:.875rem;margin-bottom:.5rem;overflow-wrap:anywhere}
        .variants div{display:grid;gap:.375rem;grid-template-columns:repeat(auto-fill,minmax(max(5rem,12.5%),1fr))}
        .variants img{width:100%;aspect-ratio:1;object-fit:contain}
        .variants img:first-child{outline:2px solid var(--accent);outline-offset:-2px}
        dialog{width:min(60rem,calc(100vw - 2rem));max-height:calc(100vh - 4rem);border:0;border-radius:.75rem;
          padding:1.5rem;background:var(--background);color:var(--text)}
        dialog::backdrop{background:#000a}
        dialog header{display:flex;gap:1rem;justify-content:space-between;align-items:baseline;margin-bottom:1rem}
        """

    private static let print = """
        @media print{
          @page{margin:16mm}
          html{font-size:10pt}
          body,*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
          .page{max-width:none;padding:0}
          nav,button,dialog{display:none}
          details::details-content{content-visibility:visible;block-size:auto}
          summary{list-style:none;color:var(--muted)}
          .scroll{overflow:visible}
          main>section{margin-top:2.5rem}
          h2,h3,caption,.note{break-after:avoid}
          .figures{grid-template-columns:repeat(auto-fill,minmax(7.25rem,1fr));gap:1rem}
          .fold>summary{display:none}
          figure,tr,.findings>li,.figures>div{break-inside:avoid}
          .split{grid-template-columns:minmax(0,3fr) minmax(0,2fr)}
          .columns-wide{grid-template-columns:repeat(2,minmax(0,1fr))}
          .cards{grid-template-columns:repeat(3,minmax(0,1fr));gap:1.5rem}
          a{color:inherit;text-decoration:none}
        }
        """
}
