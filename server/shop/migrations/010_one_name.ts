/** A person has one name: the owner changes it in the team or with the account, and both have it. */
import type { Migration } from "../../database/application.ts";

export const oneName: Migration = {
  name: "shop/010_one_name",
  sql: `
    -- Where they differ the team's was given later: a change of the account has always changed both.
    UPDATE _users SET name = (SELECT nom FROM equipe WHERE equipe.id = _users.id)
    WHERE name <> (SELECT nom FROM equipe WHERE equipe.id = _users.id);
    CREATE TRIGGER equipe_nomme_les_comptes AFTER UPDATE OF nom ON equipe WHEN NEW.nom <> OLD.nom
    BEGIN UPDATE _users SET name = NEW.nom WHERE id = NEW.id AND name <> NEW.nom; END;
  `,
};
