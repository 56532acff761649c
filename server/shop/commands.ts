/** The shop's own transactions by name. Payment, refunds and closings join here. */
import type { Command } from "../database/application.ts";

export const SHOP_COMMANDS: Readonly<Record<string, Command>> = {};
