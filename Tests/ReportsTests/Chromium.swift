import Foundation

/// Pages looked at by a real browser without a screen.
///
/// A window of a browser without a screen is at least 500 pixels wide, so a page is put into a frame of the
/// wanted width, to which its media queries refer. A script of the outer page measures it and writes what it
/// finds where `--dump-dom` prints it. What the console of either page gets comes through
/// `--enable-logging=stderr --v=0`, in lines that hold `CONSOLE`.
struct Chromium {
    /// What was seen of a page.
    struct Sight: Codable {
        /// The width that the page was given and the one that it takes.
        let width: Int
        let scrollWidth: Int
        /// Elements that stand out on the right and do not lie in a box that scrolls.
        let overflowing: [String]
        /// Pictures that did not load.
        let brokenPictures: Int
        let pictures: Int
        /// The colour of the paper.
        let background: String
        /// Whether a click on a cell of the confusion matrix opened its mistakes, and how many there are.
        let opensDialog: Bool
        let dialogCards: Int
        /// The lines of the console; the browser's log gives them.
        var console: [String]?
    }

    /// The browser's program, if there is one.
    static let program = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]
        .first { FileManager.default.isExecutableFile(atPath: $0) }

    let program: String
    let folder: URL

    /// Shows a page.
    func look(at html: String, width: Int, isDark: Bool = false) throws -> Sight {
        let name = "page-\(width)-\(isDark)"
        let page = folder.appending(path: name + ".html")
        let frame = folder.appending(path: name + "-frame.html")
        try Data(html.utf8).write(to: page)
        try Data(Self.frame(page: page.lastPathComponent, width: width).utf8).write(to: frame)
        var options = [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
            "--allow-file-access-from-files", "--user-data-dir=\(folder.path)/profile",
            "--enable-logging=stderr", "--v=0", "--virtual-time-budget=10000", "--window-size=1600,1200",
            "--dump-dom",
        ]
        if isDark { options.append("--blink-settings=preferredColorScheme=0") }
        let output = folder.appending(path: name + ".out")
        let errors = folder.appending(path: name + ".err")
        for file in [output, errors] { try Data().write(to: file) }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/timeout")
        process.arguments = ["120", program] + options + [frame.absoluteString]
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        process.waitUntilExit()

        let dom = String(decoding: try Data(contentsOf: output), as: UTF8.self)
        let log = String(decoding: try Data(contentsOf: errors), as: UTF8.self)
        guard let json = dom.split(separator: "<pre id=\"sight\">").last?.split(separator: "</pre>").first,
            dom.contains("<pre id=\"sight\">")
        else { throw Failure.noSight(status: process.terminationStatus, log: String(log.suffix(2000))) }
        let plain = json.replacing("&quot;", with: "\"").replacing("&gt;", with: ">")
            .replacing("&lt;", with: "<").replacing("&amp;", with: "&")
        var sight = try JSONDecoder().decode(Sight.self, from: Data(plain.utf8))
        sight.console = log.split(separator: "\n").filter { $0.contains("CONSOLE") }.map(String.init)
        return sight
    }

    /// Why nothing was seen.
    enum Failure: Error {
        case noSight(status: Int32, log: String)
    }

    private static func frame(page: String, width: Int) -> String {
        """
        <!DOCTYPE html><meta charset="utf-8"><title>frame</title>
        <iframe id="frame" src="\(page)" style="border:0;width:\(width)px;height:900px"></iframe>
        <script>
        document.getElementById("frame").addEventListener("load", () => {
          const view = document.getElementById("frame").contentWindow, page = view.document;
          const root = page.documentElement;
          for (const fold of page.querySelectorAll("details")) fold.open = true;
          const scrolls = (e) => { for (; e && e !== page.body; e = e.parentElement)
            if (/auto|scroll|hidden/.test(view.getComputedStyle(e).overflowX)) return true; return false; };
          const overflowing = [...page.body.querySelectorAll("*")].filter((e) =>
            e.getBoundingClientRect().right > root.clientWidth + 1 && !scrolls(e)).map((e) =>
            e.tagName + "." + (e.getAttribute("class") || ""));
          const pictures = [...page.images];
          const seen = {
            width: view.innerWidth, scrollWidth: root.scrollWidth, overflowing: overflowing.slice(0, 10),
            pictures: pictures.length,
            brokenPictures: pictures.filter((e) => e.complete && !e.naturalWidth).length,
            background: view.getComputedStyle(page.body).backgroundColor,
          };
          const cell = page.querySelector("td a[data-pair]");
          if (cell) cell.click();
          const dialog = page.querySelector("dialog");
          seen.opensDialog = Boolean(dialog && dialog.open);
          seen.dialogCards = dialog ? dialog.querySelectorAll("li").length : 0;
          const result = document.createElement("pre");
          result.id = "sight";
          result.textContent = JSON.stringify(seen);
          document.body.append(result);
        });
        </script>
        """
    }
}
