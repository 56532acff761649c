/** Comptoir as a service of each system: the file that it takes, and the commands that make it one and undo that. */
import { launchdPlan } from "./launchd.ts";
import { taskPlan } from "./scheduled_task.ts";
import type { ServicePlan, ServiceWish } from "./service_wish.ts";
import { systemdPlan } from "./systemd.ts";

export function servicePlan(wish: ServiceWish): ServicePlan {
  if (wish.os === "windows") return taskPlan(wish);
  return wish.os === "darwin" ? launchdPlan(wish) : systemdPlan(wish);
}
