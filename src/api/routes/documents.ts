import { Router } from 'express';
import { serve, setup } from 'swagger-ui-express';
import { openApi } from '../../contracts/openapi.ts';
import { type ProblemName, problems } from '../../contracts/problem.ts';
import { problemAnswer, send } from '../answer.ts';
import { onlyMethods } from '../methods.ts';

/** `/openapi.json`, the same to read and try at `/docs`, and the page of each problem, which its `type` leads to. */
export function documentRoutes(): Router {
  const router = Router();
  const document = openApi();
  router
    .route('/openapi.json')
    .get((_request, response) => {
      response.json(document);
    })
    .all(onlyMethods('GET', 'HEAD'));
  router.use('/docs', serve, setup(null, { customSiteTitle: 'Tellerline', swaggerUrl: '/openapi.json' }));
  router
    .route('/problems/:name')
    .get((request, response) => {
      const { name } = request.params;
      if (!Object.hasOwn(problems, name)) return send(response, problemAnswer('not-found'));
      response.type('html').send(problemPage(name as ProblemName));
    })
    .all(onlyMethods('GET', 'HEAD'));
  return router;
}

function problemPage(name: ProblemName): string {
  const { status, title, todo } = problems[name];
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>
:root { color-scheme: light dark; font: 1.05rem/1.6 system-ui, sans-serif }
body { max-width: 40rem; margin: 4rem auto; padding: 0 1.5rem }
p:first-child { opacity: .7 }
</style>
<p><code>${name}</code> · HTTP ${status}</p>
<h1>${title}</h1>
<p>${todo.replace(/`([^`]+)`/g, (_, code: string) => `<code>${code.replaceAll('<', '&lt;')}</code>`)}</p>
</html>
`;
}
