/** The addresses of the chat. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedIn } from "../app/roots";

const page = lazyRouteComponent(() => import("./ChatPage"));
const chat = createRoute({ getParentRoute: () => signedIn, path: "/chat", component: page });
const thread = createRoute({ getParentRoute: () => signedIn, path: "/chat/$threadId", component: page });

export const chatRoutes = [chat, thread] as const;
