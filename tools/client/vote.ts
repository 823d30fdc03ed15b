// A whole vote: `node built/vote.js http://127.0.0.1:2020 EMAIL PASSWORD` marks the first candidate, or the first
// answer, of each contest, and says what came of it.
import { Client, Refused, type Marking } from "./client.js";

declare const process: { argv: string[] };

const [, , address = "http://127.0.0.1:2020", email = "", password = ""] = process.argv;
const client = new Client(address, "en");
const election = await client.get("/api/v1/election");
console.log(await client.logIn({ email, password }));
const choices: Record<string, Marking> = {};
for (const contest of election.contests) {
  const [first] = contest.candidates;
  choices[contest.id] = contest.kind === "yes_no" ? "yes" : first === undefined ? [] : [first.id];
}
console.log(await client.cast({ choices, electionRev: election.rev }));
const me = await client.get("/api/v1/me");
console.log(me.status);
try {
  await client.cast({ choices });
} catch (error) {
  console.log(error instanceof Refused ? error.problem.code : error);
}
