// Runs the script of verify.html without a page: reads a line of JSON a pack, and answers with its verdict, or
// with what the page says where what was typed in is no fingerprint.
const fs = require("fs");
const vm = require("vm");

const html = fs.readFileSync(process.argv[2], "utf-8");
const script = html.slice(html.indexOf("<script>") + 8, html.lastIndexOf("</script>"));
const context = vm.createContext({ TextDecoder, TextEncoder });
vm.runInContext(`${script}\nthis.verdictOf = verdictOf; this.wordsOf = wordsOf; this.mistyped = mistyped; this.say = say;`, context);

let rest = "";
process.stdin.on("data", (data) => {
  const lines = (rest + data).split("\n");
  rest = lines.pop();
  for (const line of lines) {
    const { file, fingerprint, language } = JSON.parse(line);
    const count = fingerprint === null ? null : context.mistyped(fingerprint);
    if (count !== null) {
      process.stdout.write(`${JSON.stringify({ code: 2, refused: context.say(language, "mistyped", { count }) })}\n`);
      continue;
    }
    const { checks, refused, holds } = context.verdictOf(new Uint8Array(fs.readFileSync(file)), fingerprint);
    const said = checks.map((each) => ({ name: each.name, holds: each.holds, words: context.wordsOf(each, language) }));
    process.stdout.write(`${JSON.stringify({ code: refused ? 2 : holds ? 0 : 1, checks: said, holds })}\n`);
  }
});
