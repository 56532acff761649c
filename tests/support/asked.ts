/** What somebody asks a server, by its answer: also where that is a refusal. */
import { type Answer, answerOf, PASSWORD, type Person } from "./server.ts";

export const get = async (person: Person, path: string): Promise<Answer> => await answerOf(await person.get(path));
export const post = async (person: Person, path: string, body: unknown, headers: HeadersInit = {}): Promise<Answer> =>
  await answerOf(await person.post(path, body, headers));
/** The person's token stays what it was. */
export const signIn = (person: Person, username: string, password = PASSWORD): Promise<Answer> =>
  post(person, "/api/auth", { username, password });
