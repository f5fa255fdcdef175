// Security keys and passkeys. A form marked data-webauthn ("create" or "get") asks the browser for
// the key when it is sent, puts the answer into its field `credential`, and is sent then. What is
// asked for stands as JSON in the element named by data-options. Without JavaScript the form is
// sent empty, and the server says what is missing.

const bytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));

const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");

const listed = (known) => (known ?? []).map((one) => ({ ...one, id: bytes(one.id) }));

const asked = {
  create: ({ publicKey }) =>
    navigator.credentials.create({
      publicKey: {
        ...publicKey,
        challenge: bytes(publicKey.challenge),
        user: { ...publicKey.user, id: bytes(publicKey.user.id) },
        excludeCredentials: listed(publicKey.excludeCredentials),
      },
    }),
  get: ({ publicKey }) =>
    navigator.credentials.get({
      publicKey: {
        ...publicKey,
        challenge: bytes(publicKey.challenge),
        allowCredentials: listed(publicKey.allowCredentials),
      },
    }),
};

const told = (credential) => {
  const { response } = credential;
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  return {
    type: credential.type,
    id: credential.id,
    rawId: text(credential.rawId),
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: {
      ...Object.fromEntries(
        parts.filter((part) => response[part]).map((part) => [part, text(response[part])]),
      ),
      ...(response.getTransports ? { transports: response.getTransports() } : {}),
    },
  };
};

const listen = (form) => {
  const note = form.querySelector("[data-webauthn-note]");
  const say = (words) => {
    if (note) note.textContent = words;
  };
  let answered = false;
  form.addEventListener("submit", async (event) => {
    if (answered) return;
    event.preventDefault();
    if (!window.PublicKeyCredential) {
      say(form.dataset.unable);
      return;
    }
    say(form.dataset.waiting);
    try {
      const options = JSON.parse(document.getElementById(form.dataset.options).textContent);
      const credential = await asked[form.dataset.webauthn](options);
      form.elements.credential.value = JSON.stringify(told(credential));
      answered = true;
      form.requestSubmit();
    } catch (error) {
      say(error.name === "InvalidStateError" ? form.dataset.known : form.dataset.failed);
    }
  });
};

for (const form of document.querySelectorAll("form[data-webauthn]")) listen(form);
