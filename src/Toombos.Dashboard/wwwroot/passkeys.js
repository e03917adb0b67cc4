// Speaks with the browser's authenticators. Bytes travel as base64url; converted here, because password managers that stand in for the
// browser do not all offer the newer conversions.
const bytes = text => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), c => c.charCodeAt(0));
const text = buffer => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const known = list => (list ?? []).map(one => ({ ...one, id: bytes(one.id) }));
const outside = credential => ({
  id: credential.id, rawId: text(credential.rawId), type: credential.type, clientExtensionResults: {},
  authenticatorAttachment: credential.authenticatorAttachment ?? undefined,
});

export const supported = () => window.isSecureContext && "PublicKeyCredential" in window;

// Words for people, and nothing about why: browsers keep apart neither "cancelled" nor "none here".
function why(failure) {
  if (failure.name === "InvalidStateError") return "This device has a passkey for your account already.";
  if (failure.name === "SecurityError") return "Your browser allows no passkeys at this address. Open the dashboard at its public https address.";
  return "Your browser made no passkey: it was cancelled, took too long, or this device can't.";
}

export async function create(json) {
  if (!supported()) return { problem: "This browser has no passkeys at this address." };
  const asked = JSON.parse(json);
  try {
    const made = await navigator.credentials.create({
      publicKey: { ...asked, challenge: bytes(asked.challenge), user: { ...asked.user, id: bytes(asked.user.id) }, excludeCredentials: known(asked.excludeCredentials) },
    });
    return {
      credential: JSON.stringify({
        ...outside(made),
        response: {
          clientDataJSON: text(made.response.clientDataJSON), attestationObject: text(made.response.attestationObject),
          transports: made.response.getTransports?.() ?? [],
        },
      }),
    };
  } catch (failure) {
    return { problem: why(failure) };
  }
}

async function find(json) {
  const asked = JSON.parse(json);
  const found = await navigator.credentials.get({ publicKey: { ...asked, challenge: bytes(asked.challenge), allowCredentials: known(asked.allowCredentials) } });
  return JSON.stringify({
    ...outside(found),
    response: {
      clientDataJSON: text(found.response.clientDataJSON), authenticatorData: text(found.response.authenticatorData),
      signature: text(found.response.signature), userHandle: found.response.userHandle ? text(found.response.userHandle) : undefined,
    },
  });
}

// The form of the sign-in page: hidden without scripts and where the browser has no passkeys.
const form = document.querySelector("form[data-passkey]");
if (form && supported()) {
  form.hidden = false;
  form.addEventListener("submit", async event => {
    if (form.elements.credential.value) return; // filled in below; now it is sent
    event.preventDefault();
    const [button, problem] = [form.querySelector("button"), form.querySelector("[role=alert]")];
    button.disabled = true;
    problem.hidden = true;
    try {
      const answer = await fetch(form.dataset.passkey, { method: "POST", headers: { "Content-Type": "application/x-www-form-urlencoded" }, body: new URLSearchParams(new FormData(form)) });
      if (!answer.ok) throw new Error("refused");
      const asked = await answer.json();
      form.elements.credential.value = await find(asked.options);
      form.elements.state.value = asked.state;
      form.requestSubmit();
    } catch (failure) {
      button.disabled = false;
      problem.hidden = false;
      problem.querySelector("span").textContent = failure.name === "SecurityError" ? why(failure)
        : failure.name === "NotAllowedError" ? "No passkey was chosen. Try again, or sign in another way." : "That did not work. Try again, or sign in another way.";
    }
  });
}
