// API v1 with the types of its document: paths, bodies and answers that it does not know do not compile.
import type { components, paths } from "./schema";

type Schemas = components["schemas"];
export type Ballot = Schemas["Ballot"];
export type Marking = Schemas["Marking"];
export type Problem = Schemas["Problem"];

type At<Method extends "get" | "post"> = {
  [Path in keyof paths]: paths[Path] extends Record<Method, { responses: unknown }> ? Path : never;
}[keyof paths];
type Operation<Path extends keyof paths, Method extends "get" | "post"> = paths[Path][Method];
type Json<Content> = Content extends { content: { "application/json": infer Value } } ? Value : never;
type Answer<Told> = Told extends { responses: infer Responses }
  ? { [Status in keyof Responses & (200 | 201)]: Json<Responses[Status]> }[keyof Responses & (200 | 201)]
  : never;
type Body<Told> = Told extends { requestBody: infer Content } ? Json<Content> : never;

/** What a server refuses: `problem.code` does not change, `problem.detail` is for people. */
export class Refused extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail);
  }
}

export class Client {
  private token: string | undefined;

  constructor(
    private readonly address: string,
    private readonly language: "ko" | "en" = "ko",
  ) {}

  get<Path extends At<"get">>(path: Path): Promise<Answer<Operation<Path, "get">>> {
    return this.ask("GET", path);
  }

  post<Path extends At<"post">>(
    path: Path,
    body: Body<Operation<Path, "post">>,
    headers: Record<string, string> = {},
  ): Promise<Answer<Operation<Path, "post">>> {
    return this.ask("POST", path, body, headers);
  }

  async logIn(way: Schemas["LogIn"]): Promise<Schemas["VoterStatus"]> {
    const session = await this.post("/api/v1/sessions", way);
    this.token = session.token;
    return session.status;
  }

  /**
   * Cast once, by the same key until there is an answer, and return the receipt: for the voter to see, and to be
   * kept nowhere. `notYet` is told each time that there is no answer.
   */
  async cast(ballot: Ballot, notYet: (seconds: number) => void = () => undefined): Promise<string> {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    const key = Array.from(bytes, (each) => each.toString(16).padStart(2, "0")).join("");
    for (let wait = 1; ; wait = Math.min(2 * wait, 8)) {
      try {
        return (await this.post("/api/v1/me/ballot", ballot, { "Idempotency-Key": key })).receipt;
      } catch (error) {
        if (error instanceof Refused && error.problem.status !== 503) throw error;
        const seconds = (error instanceof Refused && error.problem.retryAfter) || wait + Math.random();
        notYet(seconds);
        await new Promise((resolve) => setTimeout(resolve, 1000 * seconds));
      }
    }
  }

  private async ask<Value>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Value> {
    const response = await fetch(this.address + path, {
      method,
      headers: {
        "Accept-Language": this.language,
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...(this.token === undefined ? {} : { Authorization: `Bearer ${this.token}` }),
        ...headers,
      },
      body: body === undefined ? null : JSON.stringify(body),
      signal: AbortSignal.timeout(10_000),
    });
    if (!response.ok) throw new Refused((await response.json()) as Problem);
    return (await response.json()) as Value;
  }
}
