//! Español.

use domain::{
    agent::Intent,
    device::{Health, PushFailure, PushResult},
    notification::{Decision, DeviceFailure, Report, Suppression},
    offer::{Leaving, Withdrawal},
    preferences::Privacy,
    request::{Kind, Outcome},
    sound::Tune,
    trace::{Channel, Stage},
};

use super::{Text, duration, isolated, length};
use crate::{
    device::{
        remedy::Step,
        state::{DeviceState, PushState},
        user_agent::UserAgent,
    },
    wire::{
        error::AppError,
        form::SignInProblem,
        history::{Delivery, HistoryEntry},
        plan::PlanProblem,
        trace::{Ending, ListField, SearchProblem},
    },
};

#[expect(
    clippy::too_many_lines,
    clippy::match_same_arms,
    reason = "a catalogue: one sentence after the other, and two may read alike"
)]
pub fn say(text: Text) -> String {
    match text {
        Text::SkipToContent => "Saltar al contenido",
        Text::NotFound => "Esta página no existe",
        Text::NotFoundHelp => "Puede que la dirección esté mal escrita o que la página se haya movido.",
        Text::BackToDesktop => "Volver al escritorio",
        Text::Problem(error) => return problem(error),

        Text::FrontTitle => "El escritorio de agente que te avisa",
        Text::FrontLead => {
            "Sigue con tu trabajo. En cuanto un cliente te necesita aparece una notificación de \
             escritorio, y un clic os pone en contacto."
        }
        Text::FrontOnce => "Una sola vez",
        Text::FrontOnceHelp => "Una notificación por dispositivo, por muchas pestañas que haya abiertas.",
        Text::FrontGone => "Desaparece cuando termina",
        Text::FrontGoneHelp => "Si la atiende un compañero, desaparece en todas partes en un segundo.",
        Text::FrontExplained => "Con explicación",
        Text::FrontExplainedHelp => "De cada solicitud puedes leer por qué sonó, o por qué no.",
        Text::SignIn => "Iniciar sesión",
        Text::SignInHint => "Recibes notificaciones mientras tienes la sesión iniciada.",
        Text::Email => "Correo electrónico",
        Text::Next => "Siguiente",
        Text::Password => "Contraseña",
        Text::SignInConnect => "Conectar",
        Text::SigningInAs => "Inicias sesión como",
        Text::AnotherEmail => "Usar otro correo",
        Text::SignInProblem(problem) => return sign_in_problem(problem),
        Text::FormIsKept => "Tu sesión ha terminado. Lo que escribiste se conserva: inicia sesión y volverá a estar ahí.",
        Text::FormIsBack => "Aquí está de nuevo lo que escribiste. Aún no se ha enviado nada.",

        Text::ConnectionLabel => "Conexión",
        Text::Live => "En directo",
        Text::Reconnecting => "Reconectando",
        Text::Offline => "Sin conexión",
        Text::Since(at) => return format!("desde las {at}"),
        Text::SoundBlocked => "El sonido está apagado: haz clic para activarlo",
        Text::StatusMenu => "Estado",
        Text::NotResponding => "Sin respuesta",
        Text::NotRespondingTitle => "No se te pregunta",
        Text::NotRespondingHelp => "Sonaron aquí varias solicitudes seguidas y nadie las atendió. Toca el escritorio, o pulsa He vuelto, y volverán a sonar.",
        Text::ImBack => "He vuelto",
        Text::Intent(Intent::Available) => "Disponible",
        Text::Intent(Intent::Busy) => "Ocupado",
        Text::Intent(Intent::Break) => "Descanso",
        Text::IntentHint(Intent::Available) => "Las solicitudes suenan",
        Text::IntentHint(Intent::Busy) => "En la lista, nada suena",
        Text::IntentHint(Intent::Break) => "Fuera del puesto, nada suena",
        Text::SignedOutStatus => "sesión cerrada",
        Text::ProfileMenu => "Perfil",
        Text::Notifications => "Notificaciones",
        Text::LanguageLabel => "Idioma",
        Text::SignOut => "Cerrar sesión",

        Text::DesktopTitle => "Escritorio",
        Text::Requests => "Solicitudes",
        Text::Pending => "Pendientes",
        Text::AvailableSoon => "Disponibles pronto",
        Text::TimedOut => "Sin atender",
        Text::EmptyPending => "No espera nadie.",
        Text::EmptyAvailableSoon => "Aquí aparecen las llamadas previstas para los próximos 30 minutos.",
        Text::EmptyTimedOut => "Aquí aparecen las solicitudes que sonaron y nadie atendió.",
        Text::Counted { name, count } => return format!("{name}, {count}"),
        Text::Beyond(count) => {
            return format!("y {count} más, que aparecen a medida que salen estos");
        }
        Text::AttendNext => "Atender al siguiente cliente",
        Text::Attending => "Conectando…",
        Text::Connect => "Conectar",
        Text::ConnectTo(customer) => return format!("Conectar con {customer}", customer = isolated(customer)),
        Text::Connecting => "Conectando…",
        Text::Later => "Más tarde",
        Text::Attempt { attempt, of } => return format!("intento {attempt} de {of}"),
        Text::LaterFor(customer) => return format!("Más tarde: {customer}", customer = isolated(customer)),
        Text::Customer => "Cliente",
        Text::Kind(kind) => self::kind(kind),
        Text::PlannedKind(kind) => match kind {
            Kind::ScheduledByCustomer => "El cliente eligió esta hora",
            Kind::CallMeBack => "Devolver llamada",
            _ => "Llamada programada",
        },
        Text::KindChoice(kind) => match kind {
            Kind::ScheduledByAgent => "Llamada prevista por un agente",
            Kind::ScheduledByCustomer => "Llamada prevista a elección del cliente",
            kind => self::kind(kind),
        },
        Text::PlannedCalls => "Llamadas programadas",
        Text::NothingPlanned => {
            "No hay llamadas programadas. La que programes sonará para ti a su hora."
        }
        Text::PlannedBy => "Suena primero para",
        Text::Actions => "Acciones",
        Text::ScheduleCall => "Programar una llamada",
        Text::CustomerName => "Nombre del cliente",
        Text::EmailOptional => "Correo (opcional)",
        Text::Date => "Fecha",
        Text::TimeLabel => "Hora",
        Text::TimeIsIn => "Zona horaria del cliente",
        Text::ZoneHint => {
            "Tu navegador no dice dónde está. Escribe una zona horaria como Europe/Madrid."
        }
        Text::TeamLabel => "Equipo",
        Text::RingsFirstFor => "Suena primero para",
        Text::ForMe => "Mí, después el equipo",
        Text::ForTheTeam => "Todo el equipo",
        Text::You => "Ti",
        Text::MoveCall => "Cambiar",
        Text::MoveCallOf(customer) => return format!("Cambiar la llamada con {customer}", customer = isolated(customer)),
        Text::KeepCall => "Dejarla como está",
        Text::CancelCall => "Anular llamada",
        Text::CancelCallOf(customer) => return format!("Anular llamada con {customer}", customer = isolated(customer)),
        Text::OnWeekday { weekday, time } => {
            let day = weekday.of(["lun", "mar", "mié", "jue", "vie", "sáb", "dom"]);
            return format!("{day} {time}");
        }
        Text::TimeThere { time, place } => return format!("{time} en {place}"),
        Text::Quoted(words) => return format!("«{words}»", words = isolated(words)),
        Text::Due { span, at } => return format!("en {} min ({at})", whole_minutes(span)),
        Text::DueNow => "es ahora",
        Text::Overdue(span) => return format!("era hace {}", length(span)),
        Text::OwnedBy(name) => return format!("prevista por {name}", name = isolated(name)),
        Text::OwnedByYou => "prevista por ti",
        Text::NowWithYou => "Este cliente está contigo",
        Text::NowTaken(by) => return format!("{by} atiende a este cliente", by = isolated(by)),
        Text::NowOver => "Esta solicitud ha terminado",
        Text::NowElsewhere(list) => return format!("Ahora en {list}"),
        Text::StartEarlyTitle => "¿Empezar esta llamada ahora?",
        Text::StartEarlyQuestion(at) => {
            return format!(
                "Esta llamada está prevista para las {at}. Si la empiezas ahora, la llamada prevista no sonará."
            );
        }
        Text::StartEarly => "Empezar ahora",
        Text::NotYet => "Todavía no",

        Text::Announce { kind, customer } => {
            return format!("{} de {customer}", self::kind(kind), customer = isolated(customer));
        }
        Text::AnnounceTaken { by, customer } => return format!("{by} atiende a {customer}", customer = isolated(customer), by = isolated(by)),
        Text::AnnounceTimedOut(customer) => return format!("Nadie atendió a {customer} a tiempo", customer = isolated(customer)),
        Text::AnnounceOver(customer) => return format!("La solicitud de {customer} ha terminado", customer = isolated(customer)),
        Text::Title { rings, kind, customer } => {
            return format!("({rings}) {}: {customer}", self::kind(kind), customer = isolated(customer));
        }

        Text::Session => "Sesión",
        Text::Dialling => "Conectando",
        Text::Bridged => "En conversación",
        Text::InChat => "Chat",
        Text::WrapUp => "Cierre",
        Text::YouAreReady => "Tú",
        Text::DialHint => "Marca el número y di después si el cliente contestó.",
        Text::NoNumber => "No se conoce ningún teléfono de este cliente.",
        Text::ChatHint => {
            "El chat dentro de Deskbell llegará en una versión posterior. Hasta entonces, responde \
             al cliente por los medios de abajo."
        }
        Text::Call(number) => return format!("Llamar al {number}"),
        Text::WriteTo(address) => return format!("Escribir a {address}", address = isolated(address)),
        Text::Message => "Mensaje",
        Text::Answered => "Contestó",
        Text::NoAnswer => "No contestó",
        Text::End => "Terminar",
        Text::HandBack => "Devolver",
        Text::OutcomeLabel => "Resultado",
        Text::ChooseOutcome => "Elige un resultado",
        Text::OutcomeNeeded => "Elige primero un resultado.",
        Text::Outcome(outcome) => self::outcome(outcome),
        Text::Note => "Nota",
        Text::NoteHint => "Lo que un compañero debería saber la próxima vez.",
        Text::ClosesIn(span) => return format!("se cierra solo en {}", length(span)),
        Text::NoteNotSaved => "Un cierre terminó antes de que se pudiera guardar esta nota tuya:",
        Text::MoreTime => "Más tiempo",
        Text::Finish => "Acabar",
        Text::NothingRingsNow => {
            "Mientras estás con un cliente, las solicitudes nuevas quedan en la lista pero no suenan."
        }
        Text::OnlyChatsRingNow => {
            "Mientras chateas, las llamadas quedan en la lista pero no suenan. Los chats suenan mientras puedas atender otro."
        }
        Text::OpenSessions => "Clientes contigo",
        Text::IdleTitle => "Todo listo para el próximo cliente",
        Text::IdleLead => {
            "Sigue con tu otro trabajo. Una solicitud nueva suena aquí y, con las notificaciones \
             activadas, como aviso del sistema. Conectar abre al cliente en este lugar."
        }
        Text::IdleRinging => "Un cliente te espera: pulsa Conectar en la lista.",
        Text::IdleTurnOn => {
            "Las notificaciones de escritorio están apagadas. Actívalas para que te avisen en otras ventanas:"
        }
        Text::IdleTest => "Las notificaciones de escritorio están activadas. Comprueba si te llegan:",
        Text::IdleBusy => "Tu estado es Ocupado: las solicitudes quedan en la lista pero no suenan.",
        Text::IdleAway => "Estás en un descanso: las solicitudes quedan en la lista pero no suenan.",
        Text::CustomerFacts => "Cliente",
        Text::Phone => "Teléfono",
        Text::PreferredLanguage => "Idioma",
        Text::TimeZone => "Zona horaria",
        Text::FirstAsked => "Primera petición",
        Text::PlannedFor => "Prevista para",
        Text::Team => "Equipo",
        Text::Priority => "Prioridad",

        Text::Notices => "Avisos",
        Text::NoRuleTitle => "Nada puede sonar para ti.",
        Text::NoRuleHelp => {
            "No estás en ningún equipo con regla de distribución. Las solicitudes aparecen en la \
             lista pero no suenan; un administrador puede cambiarlo."
        }
        Text::ConnectionLostTitle => "Se ha perdido la conexión.",
        Text::ConnectionLostHelp => {
            "Lo que ves puede estar anticuado y nada suena. Deskbell lo sigue intentando solo."
        }
        Text::NewReleaseTitle => "Hay una versión nueva de Deskbell en marcha.",
        Text::Reload => "Recargar",
        Text::DeviceTitle(state) => match state {
            DeviceState::NotAsked => "Las notificaciones aún no están permitidas en este dispositivo.",
            DeviceState::Denied => "Las notificaciones de Deskbell están bloqueadas: este navegador no tiene permiso.",
            DeviceState::InsecureOrigin => "Las notificaciones necesitan una dirección segura.",
            DeviceState::Embedded => "Las notificaciones no funcionan dentro de otra página.",
            DeviceState::Unsupported => "Este navegador no puede mostrar notificaciones.",
            DeviceState::Granted | DeviceState::Unknown => "",
        },
        Text::Step { step, browser } => return self::step(step, browser),
        Text::TurnOnHere => "Activar aquí",
        Text::NotificationSettings => "Ajustes de notificaciones",

        Text::DesktopNotifications => "Notificaciones de escritorio",
        Text::DesktopNotificationsHelp => {
            "Un aviso del sistema cuando un cliente te necesita, también con esta pestaña en segundo plano."
        }
        Text::WhileLooking => "También mientras miro el escritorio",
        Text::WhileLookingHelp => "Si no, solo suena en la lista mientras esta pestaña tiene el foco.",
        Text::RingMeFor => "Avisarme de",
        Text::RingMeForHelp => "Lo que quites sigue sonando en la lista, sin aviso.",
        Text::KindGroup(kind) => match kind {
            Kind::NewRequest => "Solicitudes nuevas",
            Kind::InboundCall => "Llamadas entrantes",
            Kind::InboundChat => "Chats",
            Kind::ScheduledByAgent | Kind::ScheduledByCustomer => "Llamadas previstas",
            Kind::CallMeBack => "Devoluciones de llamada",
        },
        Text::ClickConnects => "Un clic en el aviso conecta enseguida",
        Text::ClickConnectsHelp => {
            "Si no, lleva a la solicitud y allí decides. Los botones del propio aviso no cambian."
        }
        Text::Sound => "Sonido",
        Text::SoundSystem => "Sonido del sistema",
        Text::SoundSystemHelp => {
            "El que tu sistema pone a las notificaciones. Donde no pone ninguno, suena Deskbell."
        }
        Text::SoundChime => "Timbre de Deskbell",
        Text::SoundChimeHelp => {
            "El mismo en todos los ordenadores, mientras haya un escritorio abierto en ellos."
        }
        Text::SoundOff => "Sin sonido",
        Text::Tune => "Melodía",
        Text::TuneName(tune) => match tune {
            Tune::Bells => "Dos campanas",
            Tune::Stairs => "Escalera",
            Tune::Telephone => "Teléfono",
        },
        Text::Listen => "Escuchar",
        Text::Volume => "Volumen",
        Text::RepeatUntilHandled => "Repetir hasta que se atienda",
        Text::RepeatUntilHandledHelp => {
            "Una y otra vez, hasta que alguien atienda al cliente o se acabe el tiempo."
        }
        Text::QuietHours => "Horas de silencio",
        Text::QuietHoursHelp => "Cada día, entre estas horas, no llega ningún aviso. La lista suena igualmente, y después un aviso te dice qué espera. La misma hora dos veces significa el día entero.",
        Text::QuietHoursOn => "Respetar horas de silencio",
        Text::QuietFrom => "Desde",
        Text::QuietUntil => "Hasta",
        Text::QuietZone => "Zona horaria de estas horas",
        Text::QuietHoursNeedTimes => {
            "Indica desde cuándo y hasta cuándo quieres silencio, por ejemplo de 20:00 a 08:00."
        }
        Text::BreaksThrough => "Estos llegan de todos modos:",
        Text::EvenThen(Kind::NewRequest) => "Llegan las solicitudes nuevas",
        Text::EvenThen(Kind::InboundCall) => "Llegan las llamadas entrantes",
        Text::EvenThen(Kind::InboundChat) => "Llegan los chats",
        Text::EvenThen(Kind::ScheduledByAgent | Kind::ScheduledByCustomer) => {
            "Llegan las llamadas programadas"
        }
        Text::EvenThen(Kind::CallMeBack) => "Llegan las llamadas por devolver",
        Text::Privacy => "Qué pueden leer los demás",
        Text::PrivacyHelp => {
            "Los avisos y los títulos de las pestañas los ve quien pase ante tu pantalla o la siga en una reunión."
        }
        Text::PrivacyLevel(level) => match level {
            Privacy::Full => "Todo",
            Privacy::Name => "Solo el nombre",
            Privacy::Hidden => "Nada del cliente",
        },
        Text::PrivacyLevelHelp(level) => match level {
            Privacy::Full => "Nombre o número, y el comienzo de lo que escribió.",
            Privacy::Name => "Ni el número ni nada de lo que escribió.",
            Privacy::Hidden => "Solo que hay un cliente.",
        },
        Text::Save => "Guardar",
        Text::Saving => "Guardando…",
        Text::Saved => "Guardado",
        Text::SavedBut(state) => {
            return format!("Guardado. {}", say(Text::DeviceTitle(state)));
        }
        Text::ThisDevice => "Este dispositivo",
        Text::BrowserLabel => "Navegador",
        Text::Browser(browser) => return self::browser(browser),
        Text::Permission => "Permiso",
        Text::PermissionState(state) => match state {
            DeviceState::Unknown => "Comprobando…",
            DeviceState::Granted => "Permitido",
            DeviceState::NotAsked => "Aún sin preguntar",
            DeviceState::Denied => "Bloqueado",
            DeviceState::InsecureOrigin => "Imposible: la dirección no es segura",
            DeviceState::Embedded => "Imposible dentro de otra página",
            DeviceState::Unsupported => "Imposible en este navegador",
        },
        Text::NeedsScripts => "Las notificaciones necesitan JavaScript, que está desactivado en este navegador.",
        Text::SendTest => "Enviar notificación de prueba",
        Text::SeenIt => "Se ha enviado una notificación de prueba. ¿La has visto?",
        Text::Yes => "Sí",
        Text::No => "No",
        Text::SeenYes => "Entonces este dispositivo está listo.",
        Text::SeenNo => {
            "El navegador hizo su parte, así que tu sistema la retiene. Haz esto y repite la prueba:"
        }
        Text::SeenNoAgain => "Entonces, lo siguiente, y otra prueba:",
        Text::TestFailed(state) => {
            return match say(Text::DeviceTitle(state)) {
                title if title.is_empty() => {
                    "El navegador rechazó la notificación de prueba. Inténtalo otra vez.".to_owned()
                }
                title => format!("No se envió la notificación de prueba. {title}"),
            };
        }
        Text::WebPush => "También con Deskbell cerrado (Web Push)",
        Text::WebPushHelp => {
            "Solo en este dispositivo. Si ninguna página responde en 3 segundos, el servicio push \
             de tu navegador trae el aviso. No puede leer lo que dice."
        }
        Text::WhenClosed => "Con Deskbell cerrado",
        Text::PushState(state) => match state {
            PushState::Unknown => "Comprobando…",
            PushState::Off => "Desactivado: aquí no llega nada con Deskbell cerrado",
            PushState::NotAllowed => "Imposible mientras no se permitan las notificaciones",
            PushState::Asking => "Preguntando al servicio push de tu navegador…",
            PushState::On => "Los avisos llegan por Web Push mientras el navegador esté en marcha",
            PushState::Unsupported => "Imposible en este navegador",
            PushState::NoService => {
                "No se pudo contactar con el servicio push de tu navegador. Las notificaciones funcionan con una página abierta; pulsa Guardar para intentarlo otra vez."
            }
            PushState::Refused => {
                "El servidor no aceptó el servicio push de tu navegador. Las notificaciones funcionan con una página abierta."
            }
        },
        Text::MyDevices => "Mis dispositivos",
        Text::MyDevicesLead => "Cada navegador en el que has iniciado sesión.",
        Text::ThisOne => "este dispositivo",
        Text::DeviceAdded => "Añadido",
        Text::DeviceSeen => "Última conexión",
        Text::DeviceShown => "Último aviso",
        Text::Never => "nunca",
        Text::Health(health) => match health {
            Health::Working => "Listo para mostrar avisos",
            Health::NotSeenLately => "Sin usar desde hace más de una semana",
            Health::NotAllowed(permission) => {
                return match say(Text::DeviceTitle(permission.into())) {
                    title if title.is_empty() => "Aún no ha dicho si puede mostrar avisos.".to_owned(),
                    title => title,
                };
            }
        },
        Text::ByWebPush => "Recibe por Web Push con Deskbell cerrado",
        Text::DeviceName => "Nombre",
        Text::DeviceNameHint => "Déjalo vacío para que lleve el nombre de su navegador.",
        Text::Rename => "Cambiar nombre",
        Text::RenameOf(device) => return format!("Cambiar nombre de {device}", device = isolated(device)),
        Text::Remove => "Quitar",
        Text::RemoveOf(device) => return format!("Quitar {device}", device = isolated(device)),
        Text::ChangeDevice => "Cambiar nombre o quitar",
        Text::History => "Historial de notificaciones",

        Text::HistoryLead => {
            "Qué pasó con cada solicitud que pudo haber sonado para ti, la más reciente primero."
        }
        Text::HistoryEmpty => "Todavía no ha sonado nada para ti.",
        Text::HistoryLoading => "Cargando…",
        Text::HistoryTime => "Hora",
        Text::HistoryKind => "Tipo",
        Text::HistoryResult => "Resultado",
        Text::HistoryEntry(entry) => result(entry),
        Text::HistoryAdvice(entry) => advice(entry),

        Text::AgentsDevices => "Dispositivos de los agentes",
        Text::AgentsDevicesLead => {
            "A quién llegan los avisos y a quién no. Una prueba aparece en cada dispositivo del agente que esté conectado."
        }
        Text::AgentLabel => "Agente",
        Text::Devices => "Dispositivos",
        Text::LastShown => "Último aviso",
        Text::Test => "Prueba",
        Text::WorkingDevices { working, known } => {
            return match working {
                1 => format!("1 de {known} funciona"),
                _ => format!("{working} de {known} funcionan"),
            };
        }
        Text::NoWorkingDevice => "Ningún dispositivo funciona",
        Text::NoDeviceKnown => "Nunca ha iniciado sesión.",
        Text::NotificationsOff => "El agente tiene desactivadas las notificaciones de escritorio.",
        Text::AgentUnreachable => {
            "Ilocalizable: ningún dispositivo responde, así que nada suena hasta que alguno lo haga."
        }
        Text::SendTestTo(agent) => return format!("Enviar una prueba a {agent}", agent = isolated(agent)),
        Text::SendTestShort => "Enviar una prueba",
        Text::TestSentBy { by, at } => return format!("Enviada por {by}, {at}.", by = isolated(by)),
        Text::TestWaiting => "Esperando respuesta…",
        Text::TestShown { shown, asked } => {
            return match asked {
                1 if shown == 1 => "Mostrada en el dispositivo conectado.".to_owned(),
                1 => "No mostrada en el dispositivo conectado.".to_owned(),
                _ => format!("Mostrada en {shown} de {asked} dispositivos conectados."),
            };
        }
        Text::TestNobodyConnected => {
            "Ningún dispositivo de este agente está conectado: no se ha enviado nada."
        }

        Text::Trace => "Registro de avisos",
        Text::TraceLead => "A quién se avisó de cada solicitud, en qué dispositivo, y a quién no y por qué. Lo más reciente primero.",
        Text::TimesIn(zone) => return format!("Horas: {zone}"),
        Text::TraceSearch => "Buscar en el registro",
        Text::TraceFind => "Buscar",
        Text::TraceEverything => "Mostrar todo",
        Text::TraceAll => "Todo",
        Text::RequestNumber => "Solicitud (su id)",
        Text::CustomerOrNumber => "Cliente (nombre o número)",
        Text::TraceDecisionLabel => "Decisión",
        Text::TraceChannelLabel => "Avisado por",
        Text::TraceFrom => "Desde",
        Text::TraceUntil => "Hasta",
        Text::TraceZone => "Zona horaria de estas horas",
        Text::SearchProblem(problem) => return search_problem(problem),
        Text::TraceDecision(decision) => match decision {
            Decision::Notify => "Avisado",
            Decision::Suppress(Suppression::AlreadySent) => "No avisado otra vez",
            Decision::Suppress(_) | Decision::Unheard(_) => "No avisado",
        },
        Text::TraceReason(decision) => match decision {
            Decision::Notify => "Tocaba mostrar avisos en los dispositivos del agente.",
            Decision::Unheard(Suppression::QuietHours) => {
                "Tenía horas de silencio, y ningún dispositivo conectado."
            }
            Decision::Unheard(Suppression::KindTurnedOff) => {
                "Tenía apagado este tipo, y ningún dispositivo conectado."
            }
            Decision::Unheard(_) => "Tenía apagadas las notificaciones, y ningún dispositivo conectado.",
            Decision::Suppress(reason) => match reason {
                Suppression::NoDistributionRule => "El equipo no tenía regla de distribución.",
                Suppression::OutsideHours => "El equipo estaba cerrado.",
                Suppression::NotSignedIn => "No había iniciado sesión.",
                Suppression::Busy => "Ocupado: con un cliente, o en estado Ocupado.",
                Suppression::Away => "En un descanso.",
                Suppression::NotResponding => "No había respondido a varias ofertas seguidas.",
                Suppression::PutOff => "Había elegido Más tarde, o la había devuelto.",
                Suppression::QuietHours => "Tenía horas de silencio; sonó en la lista.",
                Suppression::TurnedOff => "Tenía apagadas las notificaciones; sonó en la lista.",
                Suppression::KindTurnedOff => "Tenía apagado este tipo; sonó en la lista.",
                Suppression::AlreadySent => "Ya se le había avisado de esta oferta.",
                Suppression::InDigest => "Se le avisó en un resumen; sonó en la lista.",
                Suppression::Unreachable => "Ningún dispositivo conectado; se intentó por Web Push donde está activado.",
            },
        },
        Text::TraceChannel(channel) => match channel {
            Channel::Page => "Una página abierta",
            Channel::Push => "Web Push",
        },
        Text::TraceStep { channel, stage } => match stage {
            Stage::Sent => match channel {
                Channel::Page => "Página: enviada",
                Channel::Push => "Web Push: enviada",
            },
            Stage::Answered(result) => push_result(result),
            Stage::Reported(report) => match report {
                Report::Received => "recibida",
                Report::Failed(reason) => match reason {
                    DeviceFailure::PermissionDenied => "falló: el navegador bloquea las notificaciones",
                    DeviceFailure::PermissionNotAsked => "falló: nunca se pidió el permiso",
                    DeviceFailure::InsecureOrigin => "falló: la dirección no era segura",
                    DeviceFailure::Unsupported => "falló: el navegador no tiene notificaciones",
                    DeviceFailure::Refused => "falló: el navegador la rechazó",
                },
                Report::InPage => "sonó en la lista, que se estaba mirando",
                Report::Shown => "mostrada",
                Report::Dismissed => "cerrada por el agente",
                Report::Clicked => "pulsada",
            },
        },
        Text::TraceEnding(ending) => return trace_ending(ending),
        Text::NoDeviceAnswered => "Ningún dispositivo respondió",
        Text::RemovedDevice => "Un dispositivo que se quitó",
        Text::OnlyAgent(name) => return format!("Solo lo de {name}", name = isolated(name)),
        Text::OnlyRequest(customer) => return format!("Solo esta solicitud de {customer}", customer = isolated(customer)),
        Text::TraceEmpty => {
            "Todavía no se ha decidido nada. En cuanto llegue una solicitud habrá aquí una línea por cada agente de su equipo: si se le avisó o no, por qué, y qué hizo cada uno de sus dispositivos."
        }
        Text::TraceNothingFound => {
            "Nada coincide con esta búsqueda. Deja algún campo vacío o amplía las horas. Lo más antiguo de lo que guarda la instalación ya no está."
        }
        Text::TraceSearchedUntil { rows, at } => {
            return format!("Para esta página se buscó en {rows} decisiones, hasta {at}. «Anteriores» sigue desde ahí.");
        }
        Text::TraceOlder => "Anteriores",
        Text::TraceNewest => "Lo más reciente",
        Text::TraceCsv => "Descargar como CSV",
        Text::TraceCsvHelp { lines } => {
            return format!("Lo que encuentra la búsqueda, como mucho las {lines} líneas más recientes, con horas UTC.");
        }

        Text::LanguageHelp => "Para las pantallas y las notificaciones de este dispositivo.",

        Text::DigestTitle(1) => "Hay 1 solicitud esperando",
        Text::DigestTitle(waiting) => return format!("Hay {waiting} solicitudes esperando"),
        Text::DigestBody(longest) => return format!("La más antigua, desde hace {longest}"),
        Text::UpcomingTitle(1) => "Llamada en 1 minuto",
        Text::UpcomingTitle(minutes) => return format!("Llamada en {minutes} minutos"),
        Text::UpcomingBody { customer, at } => return format!("{customer} a las {at}", customer = isolated(customer)),
        Text::AgentMissedTitle(agent) => return format!("{} no contesta", isolated(agent)),
        Text::AgentMissedBody(customer) => {
            return format!("Ningún dispositivo suyo contesta desde hace un minuto, y tiene a {}", isolated(customer));
        }
        Text::MissedTitle => "Has perdido una solicitud",
        Text::MissedBody {
            customer,
            after,
            taken_by,
        } => {
            let taken_by = taken_by.map_or_else(
                || "No la atendió nadie".to_owned(),
                |name| format!("La atendió {name}", name = isolated(name)),
            );
            return format!("{customer} pasó a tu equipo tras {after}. {taken_by}.", customer = isolated(customer));
        }
        Text::SigningOutTitle(1) => "Tu sesión se cerrará en 1 minuto",
        Text::SigningOutTitle(minutes) => {
            return format!("Tu sesión se cerrará en {minutes} minutos");
        }
        Text::SigningOutBody => "Abre Deskbell e inicia sesión de nuevo para seguir disponible",
        Text::SignInAgain => "Iniciar sesión de nuevo",
        Text::ShowRequest => "Mostrar",
        Text::Dismiss => "Descartar",
        Text::DismissNote(title) => return format!("Descartar: {title}"),
        Text::Reminders => "Recordatorios",
        Text::RemindersHelp => {
            "Un aviso cada uno, sin sonar. Llegan cuando estás libre y fuera de tus horas de silencio."
        }
        Text::UpcomingSwitch => "5 minutos antes de una llamada mía",
        Text::UpcomingSwitchHelp => "De las llamadas previstas que te suenan primero a ti.",
        Text::MissedSwitch => "Cuando una solicitud mía ha pasado a otros",
        Text::MissedSwitchHelp => "Te había sonado solo a ti y no la atendiste.",

        Text::TestTitle => "Notificación de prueba",
        Text::TestBody => "Si puedes leer esto, las notificaciones funcionan en este dispositivo",
        Text::PopupTitle(kind) => match kind {
            Kind::NewRequest => "Solicitud nueva",
            Kind::InboundCall => "Llamada entrante",
            Kind::InboundChat => "Chat nuevo",
            Kind::ScheduledByAgent | Kind::ScheduledByCustomer => "Llamada prevista, ahora",
            Kind::CallMeBack => "Devolver llamada, ahora",
        },
        Text::PopupWaiting { customer, team, waiting } => {
            return format!("{customer} · {team} · esperando {}", length(waiting), customer = isolated(customer), team = isolated(team));
        }
        Text::PopupCalled { customer, team, ago } => {
            return format!("{} llamó a {} hace {}", isolated(customer), isolated(team), duration(ago));
        }
        Text::PopupCalling { customer, team } => {
            return format!("{customer} está llamando a {team}", customer = isolated(customer), team = isolated(team));
        }
        Text::PopupChat { customer, message } => return format!("{customer}: «{message}»", customer = isolated(customer), message = isolated(message)),
        Text::PopupChatEmpty { customer, team } => {
            return format!("{customer} quiere chatear con {team}", customer = isolated(customer), team = isolated(team));
        }
        Text::PopupPlannedByAgent {
            owner,
            customer,
            at,
            theirs,
        } => {
            let planned = match owner {
                Some(owner) => format!("{owner} tenía", owner = isolated(owner)),
                None => "Tenías".to_owned(),
            };
            let theirs = theirs
                .map(|(time, place)| format!(" ({time} en {place})"))
                .unwrap_or_default();
            return format!("{planned} prevista una llamada con {customer} a las {at}{theirs}", customer = isolated(customer));
        }
        Text::PopupPlannedByCustomer { customer, at } => {
            return format!("{customer} pidió que le llamaran a las {at}", customer = isolated(customer));
        }
        Text::PopupCallBack {
            customer,
            attempt,
            of,
            first_asked,
        } => {
            return format!(
                "{customer} · intento {attempt} de {of} · lo pidió a las {first_asked}", customer = isolated(customer));
        }
        Text::PopupDueSince { body, minutes: 1 } => {
            return format!("{body} · era hace 1 minuto");
        }
        Text::PopupDueSince { body, minutes } => {
            return format!("{body} · era hace {minutes} minutos");
        }
        Text::PopupCallBackTo(customer) => return format!("Devuelve la llamada a {customer}", customer = isolated(customer)),
        Text::SomeCustomer => "Un cliente",
        Text::PopupConnect => "Conectar",
        Text::PopupOver => "Ya no espera",
        Text::TestFrom(by) => return format!("{by} comprueba si te llegan las notificaciones", by = isolated(by)),
    }
    .to_owned()
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::NewRequest => "Solicitud nueva",
        Kind::InboundCall => "Llamada entrante",
        Kind::InboundChat => "Chat",
        Kind::ScheduledByAgent | Kind::ScheduledByCustomer => "Llamada prevista",
        Kind::CallMeBack => "Devolver llamada",
    }
}

fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Resolved => "Resuelto",
        Outcome::Sale => "Venta",
        Outcome::NoSale => "Sin venta",
        Outcome::FollowUp => "Requiere seguimiento",
        Outcome::NotReachable => "Ilocalizable",
        Outcome::DoNotCall => "No volver a llamar",
        Outcome::CustomerNoAnswer => "El cliente no contestó",
        Outcome::NoOutcomeGiven => "Sin resultado indicado",
    }
}

fn problem(error: &AppError) -> String {
    match error {
        AppError::SignedOut => "Tu sesión está cerrada. Vuelve a iniciarla.",
        AppError::TakenBy { name } => return format!("{name} atiende a este cliente", name = isolated(name)),
        AppError::FinishFirst => "Estás con un cliente: acaba primero.",
        AppError::FinishChats => "Una llamada te necesita por completo: acaba antes tus chats.",
        AppError::ChatsFull => "Ya atiendes tantos chats como puedes a la vez: acaba uno primero.",
        AppError::NobodyWaits => "No espera nadie.",
        AppError::NotDueYet => {
            "Aún no es la hora de esta llamada; hasta entonces solo puede empezarla quien la planificó."
        }
        AppError::Over => "Esta solicitud ha terminado.",
        AppError::Forbidden => "Solo pueden verlo supervisores y administradores.",
        AppError::SessionOpen => {
            "Todavía hay un cliente contigo. Acaba con todos, o devuélvelos, y cierra después la sesión."
        }
        AppError::Refused { reason } => return format!("No fue posible: {reason}."),
        AppError::Plan { problem } => match problem {
            PlanProblem::NameTooLong => "El nombre puede tener 200 caracteres, en una línea.",
            PlanProblem::PhoneNeeded => "Escribe el número al que hay que llamar.",
            PlanProblem::PhoneNotUnderstood => {
                "Eso no es un teléfono. Escríbelo como +34 600 123 456."
            }
            PlanProblem::PhoneHasExtension => {
                "Escribe el número sin su extensión. Puede ir en la nota."
            }
            PlanProblem::PhoneNeedsCountry => {
                "Podrían ser dos números. Escríbelo con + y el prefijo del país."
            }
            PlanProblem::EmailNotUnderstood => {
                "Eso no es una dirección de correo. Puedes dejarla vacía."
            }
            PlanProblem::DateNeeded => "Elige el día de la llamada.",
            PlanProblem::TimeNeeded => "Elige la hora de la llamada, por ejemplo 14:30.",
            PlanProblem::TimeSkipped => {
                "Ese día el reloj se adelanta y esa hora no existe. Elige otra anterior o posterior."
            }
            PlanProblem::ZoneUnknown => "Escribe una zona horaria como Europe/Madrid.",
            PlanProblem::InThePast => "Esa hora ya ha pasado. Elige otra posterior.",
            PlanProblem::NoteTooLong => "La nota puede tener 2000 caracteres.",
            PlanProblem::CustomerWantsNoCalls => {
                "Este cliente no quiere que le llamen: su número está en la lista de no llamar."
            }
            PlanProblem::TeamNeeded => "Elige el equipo al que pertenece la llamada.",
            PlanProblem::NotInThatTeam => {
                "No estás en ese equipo: la llamada no puede sonar primero para ti."
            }
        },
        AppError::Invalid { field, expected } => {
            return format!("El campo {field} necesita {expected}.");
        }
        AppError::Unavailable => "El servidor está demasiado ocupado. Inténtalo dentro de unos segundos.",
        AppError::Transport => "No se pudo llegar al servidor. Comprueba la conexión e inténtalo otra vez.",
    }
    .to_owned()
}

fn sign_in_problem(problem: SignInProblem) -> String {
    match problem {
        SignInProblem::InsecureAddress => {
            "Esta dirección no es segura: tu navegador no mantendría la sesión iniciada ni mostraría \
             notificaciones. Abre Deskbell por una dirección con https://."
        }
        SignInProblem::EmailNeeded => {
            "Escribe tu correo electrónico, por ejemplo ana@empresa.example."
        }
        SignInProblem::PasswordNeeded => "Escribe tu contraseña.",
        SignInProblem::WrongEmailOrPassword => "El correo o la contraseña no son correctos.",
        SignInProblem::TooManyTries { wait_seconds } => {
            return format!(
                "Demasiados intentos. Espera {} e inténtalo otra vez.",
                wait(wait_seconds)
            );
        }
        SignInProblem::Unavailable => {
            "Ahora no es posible iniciar sesión. Inténtalo dentro de unos segundos."
        }
    }
    .to_owned()
}

fn wait(seconds: u64) -> String {
    match seconds {
        0..=1 => "un segundo".to_owned(),
        2..=90 => format!("{seconds} segundos"),
        _ => format!("{} minutos", seconds.div_ceil(60)),
    }
}

fn whole_minutes(span: domain::time::Span) -> i64 {
    (span.as_seconds() + 59) / 60
}

fn browser(browser: &UserAgent) -> String {
    let name = browser.family.name().unwrap_or("Navegador desconocido");
    let version = browser
        .version
        .as_deref()
        .map(|version| format!(" {version}"));
    let system = browser.system.name().map(|system| format!(" en {system}"));
    [Some(name.to_owned()), version, system]
        .into_iter()
        .flatten()
        .collect()
}

/// Donde aparece, `app` es el nombre que el sistema da al navegador.
#[expect(
    clippy::too_many_lines,
    reason = "a catalogue: one step after the other"
)]
fn step(step: Step, browser: &UserAgent) -> String {
    let app = browser.app_name().unwrap_or("tu navegador");
    match step {
        Step::AnswerAllow => "Tu navegador preguntará: responde Permitir.",
        Step::SecureAddress => {
            "Abre Deskbell por una dirección que empiece por https://, o pídesela a tu administrador."
        }
        Step::OwnTab => "Abre Deskbell en su propia pestaña.",
        Step::CurrentBrowser => {
            "Usa un Chrome, Edge, Firefox o Safari actual, fuera de una ventana privada."
        }
        Step::IfIpad => {
            "En un iPad, con iPadOS 16.4 o posterior, añade Deskbell a la pantalla de inicio:"
        }
        Step::Share => {
            "Toca Compartir, el cuadrado con la flecha, junto a la dirección o en el menú."
        }
        Step::AddToHomeScreen => "Elige Añadir a pantalla de inicio.",
        Step::OpenFromHomeScreen => {
            "Abre Deskbell desde la pantalla de inicio, inicia sesión y activa allí las notificaciones."
        }
        Step::SiteIcon => "Pulsa el icono a la izquierda de la dirección.",
        Step::ChromeAllow => {
            "Pon Notificaciones en Permitir. Si no aparece, está allí en Configuración del sitio."
        }
        Step::EdgeAllow => "En Permisos para este sitio, pon Notificaciones en Permitir.",
        Step::FirefoxUnblock => "Quita el bloqueo junto a Enviar notificaciones.",
        Step::AndroidAllowSite => "Pulsa Permisos, después Notificaciones, y permítelas.",
        Step::AndroidFirefoxAllow => {
            "Pulsa Bloqueado junto a Notificaciones, para que diga Permitido."
        }
        Step::SafariAllow => {
            "Abre Safari › Ajustes › Sitios web › Notificaciones y elige Permitir para esta dirección."
        }
        Step::OtherAllow => {
            "Permite las notificaciones de esta dirección en los ajustes de tu navegador."
        }
        Step::SaveAgain => "Pulsa otra vez Guardar en los ajustes de notificaciones y responde Permitir.",
        Step::WindowsAllow => {
            return format!(
                "Abre Configuración › Sistema › Notificaciones y activa Notificaciones y, en la \
                 lista de abajo, {app}."
            );
        }
        Step::MacAllow => {
            return format!(
                "Abre Ajustes del Sistema › Notificaciones › {app} y activa Permitir notificaciones."
            );
        }
        Step::MacAllowHelper => {
            return format!(
                "Haz lo mismo con la segunda entrada, {app} Helper (Alerts): de ella salen los \
                 avisos que esperan tu respuesta."
            );
        }
        Step::MacAllowSite => "Haz lo mismo con la entrada que lleva esta dirección.",
        Step::LinuxAllow => {
            return format!("En los ajustes del escritorio, en Notificaciones, activa {app}.");
        }
        Step::LinuxService => {
            "Si tu entorno no tiene esos ajustes, inicia un servicio de notificaciones como dunst o mako."
        }
        Step::AndroidAllow => {
            return format!("Abre Ajustes › Aplicaciones › {app} › Notificaciones y actívalas.");
        }
        Step::IosAllow => {
            "Abre Ajustes › Notificaciones › Deskbell y activa Permitir notificaciones. Si Deskbell \
             no está ahí, añádelo primero a la pantalla de inicio y ábrelo desde ella."
        }
        Step::SystemAllow => {
            return format!("En los ajustes del sistema, permite las notificaciones de {app}.");
        }
        Step::WindowsQuiet => {
            "Abre Configuración › Sistema › Notificaciones, desactiva No molestar y termina cualquier sesión de concentración."
        }
        Step::WindowsPriority => {
            return format!(
                "O añade allí {app} en Establecer notificaciones de prioridad: así podrá interrumpirte."
            );
        }
        Step::MacQuiet => {
            "Desactiva el modo de concentración en el Centro de control, arriba a la derecha."
        }
        Step::MacFocus => {
            return format!(
                "O deja pasar {app}: Ajustes del Sistema › Modos de concentración › tu modo › Apps permitidas."
            );
        }
        Step::MacSharing => {
            "Si compartes o duplicas la pantalla, permite también entonces las notificaciones: Ajustes del Sistema › Notificaciones."
        }
        Step::LinuxQuiet => {
            "Desactiva No molestar, en el menú de notificaciones o del reloj del panel."
        }
        Step::AndroidQuiet => "Desliza desde arriba y desactiva No molestar.",
        Step::IosQuiet => {
            "Abre Ajustes › Modos de concentración y desactívalo, o deja pasar allí a Deskbell."
        }
        Step::SystemQuiet => "Desactiva lo que mantenga tu sistema en silencio.",
        Step::WindowsCentre => {
            "Pulsa la tecla Windows y N: ahí está lo que llegó sin aviso a la vista."
        }
        Step::MacCentre => {
            "Haz clic en el reloj, arriba a la derecha: ahí está lo que llegó sin aviso a la vista."
        }
        Step::Restart => {
            return format!(
                "Cierra todas las ventanas de {app}, vuelve a abrirlo y repite la prueba."
            );
        }
        Step::TellAdmin => {
            "Di a tu administrador qué navegador y qué sistema se nombran arriba. Hasta entonces ten el \
             escritorio a la vista: la lista, el título y el icono también avisan."
        }
    }
    .to_owned()
}

fn result(entry: &HistoryEntry) -> &'static str {
    match entry.decision {
        Decision::Notify => match entry.delivery {
            Delivery::Shown => "Mostrada",
            Delivery::InPage => "No mostrada: estabas mirando el escritorio",
            Delivery::Received => "No mostrada: terminó antes de que pudiera aparecer",
            Delivery::None => "No mostrada: ningún dispositivo tuyo respondió",
            Delivery::Failed(reason) => match reason {
                DeviceFailure::PermissionDenied => {
                    "No mostrada: el navegador bloquea las notificaciones"
                }
                DeviceFailure::PermissionNotAsked => {
                    "No mostrada: en el dispositivo nunca se permitieron las notificaciones"
                }
                DeviceFailure::InsecureOrigin => "No mostrada: la dirección no era segura",
                DeviceFailure::Unsupported => "No mostrada: el navegador no tiene notificaciones",
                DeviceFailure::Refused => "No mostrada: el navegador la rechazó",
            },
        },
        Decision::Suppress(reason) | Decision::Unheard(reason) => match reason {
            Suppression::NoDistributionRule => {
                "No mostrada: tu equipo no tiene regla de distribución"
            }
            Suppression::OutsideHours => "No mostrada: tu equipo estaba cerrado",
            Suppression::PutOff => "No mostrada: la habías aplazado",
            Suppression::QuietHours => "No mostrada: a esa hora tienes silencio",
            Suppression::NotSignedIn => "No mostrada: no habías iniciado sesión",
            Suppression::Busy => "No mostrada: estabas ocupado",
            Suppression::Away => "No mostrada: estabas en un descanso",
            Suppression::NotResponding => {
                "No mostrada: no habías respondido a varias solicitudes seguidas"
            }
            Suppression::TurnedOff => "No mostrada: las notificaciones estaban apagadas",
            Suppression::KindTurnedOff => {
                "No mostrada: las notificaciones de este tipo estaban apagadas"
            }
            Suppression::AlreadySent => "No mostrada: ya se te había avisado",
            Suppression::InDigest => "No mostrada: un resumen te avisó de todo lo que esperaba",
            Suppression::Unreachable if entry.delivery == Delivery::Shown => {
                "Mostrada, por Web Push"
            }
            Suppression::Unreachable => "No mostrada: ningún dispositivo tuyo estaba conectado",
        },
    }
}

fn advice(entry: &HistoryEntry) -> &'static str {
    match entry.decision {
        Decision::Notify => match entry.delivery {
            Delivery::Shown => "El sistema aceptó el aviso. Si no lo viste, envía una prueba.",
            Delivery::InPage => {
                "Sonó en la lista. Si además quieres un aviso, activa También mientras miro el escritorio."
            }
            Delivery::Received => {
                "No hay nada que hacer: alguien fue más rápido o el cliente se fue."
            }
            Delivery::None => "Deja abierta una pestaña del escritorio y el ordenador despierto.",
            Delivery::Failed(reason) => match reason {
                DeviceFailure::PermissionDenied => {
                    "En ese dispositivo, abre los ajustes de notificaciones: dicen cómo permitirlas."
                }
                DeviceFailure::PermissionNotAsked => {
                    "En ese dispositivo, pulsa Activar aquí y responde Permitir."
                }
                DeviceFailure::InsecureOrigin => "Abre Deskbell por una dirección con https://.",
                DeviceFailure::Unsupported => "Usa un Chrome, Edge, Firefox o Safari actual.",
                DeviceFailure::Refused => {
                    "Envía una notificación de prueba; si también falla, reinicia el navegador."
                }
            },
        },
        Decision::Unheard(_) => {
            "Tampoco sonó en la lista: ningún dispositivo tuyo estaba conectado. Deja abierta una pestaña del escritorio."
        }
        Decision::Suppress(reason) => match reason {
            Suppression::NoDistributionRule => {
                "Pide a un administrador que añada una regla de distribución al equipo."
            }
            Suppression::OutsideHours => {
                "No hay nada que hacer: suena cuando abra el equipo. Antes puedes atenderla desde la lista."
            }
            Suppression::PutOff => {
                "No hay nada que hacer: vuelve a sonar a los dos minutos de pulsar Más tarde o de devolverla."
            }
            Suppression::QuietHours => {
                "Sonó en la lista. Para tener un aviso a esa hora, cambia tus horas de silencio."
            }
            Suppression::NotSignedIn => "Inicia sesión cuando quieras que te avise.",
            Suppression::Busy => {
                "Nada suena mientras estás con un cliente o tu estado es Ocupado. Ponte Disponible cuando estés libre."
            }
            Suppression::Away => "Pon tu estado en Disponible cuando vuelvas.",
            Suppression::NotResponding => {
                "Toca el escritorio, o pulsa He vuelto, y se te volverá a preguntar."
            }
            Suppression::TurnedOff => {
                "Sonó en la lista. Para tener un aviso, activa Notificaciones de escritorio."
            }
            Suppression::KindTurnedOff => {
                "Sonó en la lista. Para tener un aviso, activa este tipo."
            }
            Suppression::AlreadySent => "No hay nada que hacer: una solicitud suena una sola vez.",
            Suppression::InDigest => {
                "No hay nada que hacer: lo que espera antes de que llegues se avisa de una vez."
            }
            Suppression::Unreachable if entry.delivery == Delivery::Shown => {
                "No había ninguna página conectada, así que el aviso llegó por el servicio push de tu navegador."
            }
            Suppression::Unreachable => {
                "Deja abierta una pestaña del escritorio y el ordenador despierto."
            }
        },
    }
}

fn push_result(result: PushResult) -> &'static str {
    match result {
        PushResult::Sent => "Web Push: enviada",
        PushResult::Accepted => "Web Push: entregada al servicio push",
        PushResult::Failed(reason) => match reason {
            PushFailure::Gone => "Web Push: el servicio push ya no conocía el dispositivo",
            PushFailure::Busy => "Web Push: el servicio push estaba saturado",
            PushFailure::Refused => "Web Push: el servicio push la rechazó",
            PushFailure::Unreachable => "Web Push: no se pudo contactar con el servicio push",
            PushFailure::Forbidden => "Web Push: la dirección del servicio push no está permitida",
        },
    }
}

fn search_problem(problem: SearchProblem) -> String {
    match problem {
        SearchProblem::RequestNotUnderstood => {
            "Solicitud: escribe el id completo, como 01890a5d-ac96-774b-bcce-b302099a8057."
        }
        SearchProblem::CustomerTooLong => "Cliente: como mucho 200 caracteres.",
        SearchProblem::FromNotUnderstood => {
            "Desde: escribe un día y una hora como 2026-11-22T14:05, o déjalo vacío."
        }
        SearchProblem::UntilNotUnderstood => {
            "Hasta: escribe un día y una hora como 2026-11-22T14:05, o déjalo vacío."
        }
        SearchProblem::UntilBeforeFrom => "Hasta: elige una hora que no sea anterior a Desde.",
        SearchProblem::ZoneUnknown => "Zona horaria: escribe una como Europe/Madrid.",
        SearchProblem::NotInTheList(field) => match field {
            ListField::Agent => "Agente: elige uno de la lista.",
            ListField::Decision => "Decisión: elige una de la lista.",
            ListField::Kind => "Tipo: elige uno de la lista.",
            ListField::Channel => "Avisado por: elige uno de la lista.",
            ListField::After => "No existe esa página del registro. Busca de nuevo.",
        },
    }
    .to_owned()
}

fn trace_ending(ending: &Ending) -> String {
    match ending {
        Ending::Taken(by) => return format!("La atendió {by}", by = isolated(&by.name)),
        Ending::TimedOut => "Se agotó el tiempo",
        Ending::Left(why) => match why {
            Leaving::AgentBusy => "Retirada: el agente pasó a estar ocupado",
            Leaving::AgentAway => "Retirada: el agente se tomó un descanso",
            Leaving::SignedOut => "Retirada: el agente cerró la sesión",
            Leaving::PutOff => "Retirada: el agente eligió Más tarde",
            Leaving::NotResponding => "Retirada: el agente no respondió",
        },
        Ending::Withdrawn(why) => match why {
            Withdrawal::NobodyFree => "Retirada: ya no había nadie libre",
            Withdrawal::Cancelled => "Retirada: la solicitud se canceló",
            Withdrawal::Rescheduled => "Retirada: se pasó a otra hora",
            Withdrawal::HandedBack => "Retirada: la devolvieron",
            Withdrawal::RuleRemoved => "Retirada: se quitó la regla de distribución",
        },
    }
    .to_owned()
}
