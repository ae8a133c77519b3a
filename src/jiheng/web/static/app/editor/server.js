// Talking to the server: JSON out and in, the login renewed in place where it has expired.

export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

export class Unreachable extends Error {}

// The login has run out, and the person has put signing in again off.
export class SignedOut extends Error {}

const token = () => document.querySelector('meta[name="csrf-token"]').content;

async function once(address, options) {
  let response;
  try {
    response = await fetch(address, { ...options, credentials: "same-origin" });
  } catch {
    throw new Unreachable();
  }
  if (response.status >= 500) throw new Unreachable();
  let data = {};
  try {
    data = await response.json();
  } catch {
    // An answer without JSON says all by its status.
  }
  return { status: response.status, data };
}

// The answer's JSON. Refused where the server says no; Unreachable where it cannot be asked now.
export async function ask(address, { body, form, background = false } = {}) {
  for (;;) {
    const headers = { Accept: "application/json", "X-CSRFToken": token() };
    if (background) headers["X-Jiheng-Background"] = "1";
    if (body !== undefined) headers["Content-Type"] = "application/json";
    const sent = body !== undefined ? JSON.stringify(body) : form;
    const method = sent === undefined ? "GET" : "POST";
    const { status, data } = await once(address, { method, headers, body: sent });
    if (status < 300) return data;
    if (status !== 401) throw new Refused(status, data.error || "服务器没有接受");
    if (background) throw new Unreachable();
    await window.jihengRelogin().catch(() => {
      throw new SignedOut("登录已过期，请重新登录");
    });
  }
}
