import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { RouterProvider } from 'react-aria-components';
import { Redirect, Route, Router, Switch, useLocation } from 'wouter';
import { createClient } from './api/client.ts';
import { NoticesPage } from './notices/notices-page.tsx';
import { QueuePage } from './queue/queue-page.tsx';
import { Shell } from './shell/shell.tsx';
import { SignedIn } from './shell/signed-in.tsx';
import { TaskPage } from './task/task-page.tsx';

const BASE = '/console';

export function App() {
  const [client] = useState(createClient);
  return (
    <QueryClientProvider client={client}>
      <Router base={BASE}>
        <SignedIn>
          <Pages />
        </SignedIn>
      </Router>
    </QueryClientProvider>
  );
}

function Pages() {
  const [, go] = useLocation();
  return (
    <RouterProvider
      navigate={(href) => go(href)}
      useHref={(href) => (href.startsWith('/') ? BASE + href : href)}
    >
      <Shell>
        <Switch>
          <Route path="/tasks/:id">{({ id }) => <TaskPage key={id} id={id} />}</Route>
          <Route path="/tasks">
            <QueuePage />
          </Route>
          <Route path="/notices">
            <NoticesPage />
          </Route>
          <Route>
            <Redirect to="/tasks" replace />
          </Route>
        </Switch>
      </Shell>
    </RouterProvider>
  );
}
