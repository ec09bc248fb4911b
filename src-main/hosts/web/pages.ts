/** The few pages that the host shows by itself, when the application cannot be shown. Plain HTML, no input echoed. */
function page(title: string, text: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Wandr</title>
<style>
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
  body { max-width: 34rem; margin: 20vh auto 0; padding: 0 1.5rem; }
  h1 { font-size: 1.4rem; }
</style>
<h1>${title}</h1>
<p>${text}</p>
</html>
`;
}

export const signInPage = page(
  'This browser is not signed in',
  'Open the address that Wandr printed when it started. It works once. If it was used already, Wandr has just ' +
    'printed a fresh one in its terminal.',
);

export const notBuiltPage = page(
  'The application is not built yet',
  'Run <code>npm start</code>, or <code>npm run build</code> and reload this page.',
);
