import { describe, expect, it } from "vitest";
import i18next from "i18next";
import { startText } from ".";

// The labels, options, errors and workarounds of the two guides, word for word. Where a guide lacks one, ours stands in
// for it and is held here as well; null skips a language whose wording the guides do not give.
const labels: [key: string, en: string | null, es: string | null][] = [
  ["shell.adminSettings", "Admin Settings", "Ajustes de administrador"],
  ["shell.nav.crm-settings", "CRM Settings", "Configuración del CRM"],
  ["settings.title", "CRM Settings", "Configuración del CRM"],
  ["connection.connectToCrm", "Connect to CRM", "Conectar con el CRM"],
  ["connection.dynamics", "Microsoft Dynamics", null],
  ["connection.status.connected", "Connected to Microsoft Dynamics", "Conectado a Microsoft Dynamics"],
  [
    "connection.status.syncing",
    "Successfully connected, sync in progress",
    "Conexión realizada, sincronización en curso",
  ],
  ["connection.disconnect.action", "Disconnect CRM sync", "Desconectar la sincronización con el CRM"],
  ["connection.facts.lastSynced", "Last synced", null],
  [
    "connection.disconnect.cleanUp",
    "Yes, clean up all previously imported CRM data",
    "Sí, limpiar todos los datos previamente importados del CRM",
  ],
  ["connection.disconnect.confirm", "Disconnect", "Desconectar"],
  [
    "connection.guideErrors.connect.message",
    "Could not connect to CRM. Please try again later.",
    "Error de conexión con el CRM. Vuelve a intentarlo más tarde.",
  ],
  [
    "connection.guideErrors.connect.workaround",
    "Try the CRM sync again.",
    "hay un error de conexión con el CRM. Vuelve a intentarlo más tarde.",
  ],
  [
    "connection.guideErrors.api.message",
    "The CRM API reported an error. Please try again later.",
    "Se ha producido un error con la API del CRM. Vuelve a intentarlo más tarde.",
  ],
  [
    "connection.guideErrors.api.workaround",
    "For errors with your API access, check with CRM system's uptime or your CRM representative.",
    "se ha producido un error en el acceso a la API, consulta el tiempo de actividad del sistema CRM o consulta a tu " +
      "representante de CRM.",
  ],
  [
    "connection.guideErrors.access.message",
    "Your CRM account does not have sufficient access privileges. Please check with your CRM administrator.",
    "Tu cuenta de CRM no tiene suficientes privilegios de acceso. Consulta a tu administrador de CRM.",
  ],
  [
    "connection.guideErrors.access.workaround",
    "Connect with your internal CRM administrator to obtain required access privileges.",
    "ponte en contacto con tu administrador de CRM interno para obtener los privilegios de acceso necesarios.",
  ],
  [
    "connection.guideErrors.objects.message",
    "Could not read the required CRM objects from your org.",
    "No se han podido leer los objetos de CRM exigidos por tu empresa.",
  ],
  [
    "connection.guideErrors.objects.workaround",
    "Refer to the security whitepaper by your LinkedIn Customer Success Manager.",
    "Consulta el informe de seguridad que te ha facilitado tu responsable del éxito de clientes de LinkedIn.",
  ],
  ["connection.guideErrors.workaround", "Workaround:", "Siguientes pasos:"],
  [
    "settings.autoSync.label",
    "Auto sync all seat holders with CRM?",
    "¿Quieres autosincronizar todos los titulares de licencias con el CRM?",
  ],
  ["common.yes", "Yes", "Sí"],
  ["common.no", "No", "No"],
  [
    "settings.stage.label",
    "At which stage does your sales team consider an opportunity to enter your pipeline?",
    "¿En qué fase considera tu equipo de ventas que una oportunidad debe introducirse en la base de datos?",
  ],
  ["common.notSure", "Not Sure", "No estoy seguro"],
  [
    "settings.wonValue.label",
    "Where do you store the value for a won opportunity?",
    "¿Dónde guardas el valor de una oportunidad aprovechada?",
  ],
  [
    "settings.writeback.label",
    "Enable Sales Navigator to sync back data to your CRM?",
    "¿Habilitar la sincronización de la información de Sales Navigator en tu CRM?",
  ],
  [
    "settings.writeback.all",
    "Sync back all data items [or specify specific items below]",
    "Volver a sincronizar la información de todos los elementos (o especificar los elementos a continuación)",
  ],
  ["settings.writeback.items.smartlink", "Smart Links", null],
  ["settings.writeback.getItNow", "Get it now", "Descargar"],
  ["common.learnMore", "Learn More", null],
  [
    "settings.stage.help",
    "Fields available will depend on your CRM settings and choosing Not Sure will still allow the feature to work and " +
      "pull all open opportunities.",
    "Los campos disponibles dependerán de tu configuración del CRM. Si seleccionas No estoy seguro (Not sure), la " +
      "funcionalidad seguirá en marcha y recuperará todas las oportunidades abiertas.",
  ],
  [
    "settings.wonValue.help",
    "Fields available will depend on your CRM settings and choosing Not Sure will still allow the feature to work.",
    "Los campos disponibles dependerán de tu configuración del CRM. Si seleccionas No estoy seguro (Not sure), la " +
      "funcionalidad seguirá en marcha.",
  ],
  [
    "settings.autoSync.individual",
    "If you select No or you want to make any individual sync changes, please visit your Admin/Seat Management page to " +
      "manage sync by individual seat holder.",
    "Si seleccionas que no, o deseas realizar cambios individuales en la sincronización, dirígete a tu página de " +
      "gestión de licencias/administradores Admin/Seat Management para gestionar la sincronización por titulares de " +
      "licencias individuales.",
  ],
  [
    // The English sentence of the guide lacks its subject; ours is mended.
    "settings.autoSync.optional",
    "Although it is optional, we recommend keeping this set to Yes to maximize value for your team.",
    "Aunque es opcional, te recomendamos que selecciones que sí, para que tu equipo pueda aprovechar al máximo todas " +
      "las ventajas.",
  ],
];

describe("the guides' labels", () => {
  it.each(labels)("%s", (key, en, es) => {
    startText("en");
    if (en !== null) expect(i18next.getFixedT("en")(key)).toBe(en);
    if (es !== null) expect(i18next.getFixedT("es")(key)).toBe(es);
  });

  it("never shows what the guides say but is not true of Ferry", async () => {
    const sources = [await import("./en.json"), await import("./es.json")].map((file) => JSON.stringify(file));
    for (const source of sources) {
      expect(source).not.toMatch(/opt out of it/);
      expect(source).not.toMatch(/Sandbox no es compatible/);
    }
  });
});
