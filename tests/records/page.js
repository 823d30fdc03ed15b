// Runs the script of verify.html without a page: reads a line of JSON a pack, and answers with its verdict.
const fs = require("fs");
const vm = require("vm");

const html = fs.readFileSync(process.argv[2], "utf-8");
const script = html.slice(html.indexOf("<script>") + 8, html.lastIndexOf("</script>"));
const context = vm.createContext({ TextDecoder, TextEncoder });
vm.runInContext(`${script}\nthis.verdictOf = verdictOf; this.wordsOf = wordsOf;`, context);

let rest = "";
process.stdin.on("data", (data) => {
  const lines = (rest + data).split("\n");
  rest = lines.pop();
  for (const line of lines) {
    const { file, fingerprint, language } = JSON.parse(line);
    const { checks, refused, holds } = context.verdictOf(new Uint8Array(fs.readFileSync(file)), fingerprint);
    const said = checks.map((each) => ({ name: each.name, holds: each.holds, words: context.wordsOf(each, language) }));
    process.stdout.write(`${JSON.stringify({ code: refused ? 2 : holds ? 0 : 1, checks: said, holds })}\n`);
  }
});
