/** The two roots that every page hangs on; apart from the router, so that the parts of the app can name them. */
import { createRootRoute, createRoute } from "@tanstack/react-router";
import { NotFound } from "../ui/NotFound";
import { PageError } from "../ui/PageError";
import { Gate } from "./Gate";

export const rootRoute = createRootRoute({ notFoundComponent: NotFound, errorComponent: PageError });

/** Parent of every page that needs a signed-in person. */
export const signedIn = createRoute({
  getParentRoute: () => rootRoute,
  id: "signed-in-only",
  component: Gate,
});
