import type { DemoStaff } from './people.ts';

const WARNING = 'Not for production: whoever reaches this page signs in as whom they like.';

/** The page that lists who can sign in. `action`: where the choice is sent. */
export function signInPage(staff: readonly DemoStaff[], action: string): string {
  const choices = staff
    .map(({ sub, name, roles }) => {
      const role = roles.map((one) => one.replace('tellerline:', '')).join(', ');
      return `<button name="sub" value="${sub}">${name} <small>${role}</small></button>`;
    })
    .join('\n');
  return page(
    'Sign in to try Tellerline',
    `<p>Who are you?</p>\n<form method="post" action="${action}">\n${choices}\n</form>`,
  );
}

/** The page that asks before signing out; `form` is the provider's own, without a button. */
export function signOutPage(form: string): string {
  const button = '<button form="op.logoutForm" name="logout" value="yes">Sign out</button>';
  return page('Sign out of the embedded identity provider', `${form}\n${button}`);
}

/** What went wrong, by its code. */
export function wrongPage(code: string): string {
  return page('That did not work', `<p>${code.replaceAll(/[^a-z_]/g, '')}</p>`);
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>
:root { color-scheme: light dark; font: 1.05rem/1.6 system-ui, sans-serif }
body { max-width: 34rem; margin: 4rem auto; padding: 0 1.5rem }
.warning { border: 2px solid light-dark(#8a4b00, #ffb74d); padding: .5rem 1rem }
form { display: grid; gap: .75rem }
button { font: inherit; padding: .6rem 1rem; text-align: start }
</style>
<main>
<h1>${title}</h1>
<p class="warning">${WARNING}</p>
${body}
</main>
</html>
`;
}
