// The server, as far as the page knows it. Every failure is one of three, with a line to show.

export class Lost extends Error {}      // no server answers
export class Gone extends Error {}      // it does not keep this conversation any more
export class Refused extends Error {}   // it will not do this

async function call(method, path, body) {
  let answer;
  try {
    answer = await fetch(path, {
      method,
      headers: body === undefined ? {} : { "Content-Type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw new Lost("The local Alexa does not answer. Is its server still running? (make serve)");
  }
  if (answer.status === 204) return null;
  const found = await answer.json().catch(() => ({}));
  if (answer.ok) return found;
  const line = found.error || `the server answers ${answer.status}`;
  if (answer.status === 404 && path.startsWith("/api/conversations/")) throw new Gone(line);
  throw new Refused(line);
}

export const skill = () => call("GET", "/api/skill");
export const begin = (locale, device, file) => call("POST", "/api/conversations", { locale, device, ...file });
export const whole = (id) => call("GET", `/api/conversations/${id}`);
export const end = (id) => call("DELETE", `/api/conversations/${id}`);
export const say = (id, text) => call("POST", `/api/conversations/${id}/turns`, { say: text });
export const touch = (id, args) => call("POST", `/api/conversations/${id}/touch`, { arguments: args });
export const next = (id) => call("POST", `/api/conversations/${id}/next`, {});
export const file = (id, name) => call("POST", `/api/conversations/${id}/file`, { name });
export const read = (text) => call("POST", "/api/files", { text });
