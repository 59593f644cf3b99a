package resources

import "embed"

// IconName names an icon by the file it stands in, which is its name among Google's Material Symbols.
type IconName string

// The icons. Each constant has its file in icons/ and each file its constant.
const (
	AccountCircle      IconName = "account_circle"
	Add                IconName = "add"
	AdminPanel         IconName = "admin_panel_settings"
	Apartment          IconName = "apartment"
	ArrowBack          IconName = "arrow_back"
	ArrowForward       IconName = "arrow_forward"
	Backspace          IconName = "backspace"
	Badge              IconName = "badge"
	Bookmark           IconName = "bookmark"
	Call               IconName = "call"
	Chat               IconName = "chat"
	Check              IconName = "check"
	CheckCircle        IconName = "check_circle"
	ChevronLeft        IconName = "chevron_left"
	ChevronRight       IconName = "chevron_right"
	Close              IconName = "close"
	CloudDone          IconName = "cloud_done"
	CloudOff           IconName = "cloud_off"
	CloudUpload        IconName = "cloud_upload"
	Colorize           IconName = "colorize"
	ContentCopy        IconName = "content_copy"
	ContentPaste       IconName = "content_paste"
	Contrast           IconName = "contrast"
	DarkMode           IconName = "dark_mode"
	Dashboard          IconName = "dashboard"
	Delete             IconName = "delete"
	Dialpad            IconName = "dialpad"
	DNS                IconName = "dns"
	Domain             IconName = "domain"
	Download           IconName = "download"
	Edit               IconName = "edit"
	Error              IconName = "error"
	Event              IconName = "event"
	Group              IconName = "group"
	Help               IconName = "help"
	History            IconName = "history"
	Image              IconName = "image"
	Info               IconName = "info"
	Keyboard           IconName = "keyboard"
	KeyboardArrowDown  IconName = "keyboard_arrow_down"
	KeyboardArrowRight IconName = "keyboard_arrow_right"
	KeyboardArrowUp    IconName = "keyboard_arrow_up"
	KeyboardCapslock   IconName = "keyboard_capslock"
	Language           IconName = "language"
	LightMode          IconName = "light_mode"
	Lock               IconName = "lock"
	Login              IconName = "login"
	Logout             IconName = "logout"
	Mail               IconName = "mail"
	Menu               IconName = "menu"
	MoreVert           IconName = "more_vert"
	OpenInNew          IconName = "open_in_new"
	Palette            IconName = "palette"
	Person             IconName = "person"
	Public             IconName = "public"
	Redo               IconName = "redo"
	Refresh            IconName = "refresh"
	RotateLeft         IconName = "rotate_left"
	RotateRight        IconName = "rotate_right"
	Schedule           IconName = "schedule"
	Search             IconName = "search"
	Settings           IconName = "settings"
	SupportAgent       IconName = "support_agent"
	Sync               IconName = "sync"
	TextIncrease       IconName = "text_increase"
	Undo               IconName = "undo"
	UploadFile         IconName = "upload_file"
	Visibility         IconName = "visibility"
	VisibilityOff      IconName = "visibility_off"
	Warning            IconName = "warning"
)

//go:embed icons/*.svg
var iconFiles embed.FS

// Icon is the SVG drawing of an icon, black fills on a transparent ground, for a view to recolour; nil for a name that
// is not one of the constants.
func Icon(name IconName) []byte {
	b, err := iconFiles.ReadFile("icons/" + string(name) + ".svg")
	if err != nil {
		return nil
	}
	return b
}
