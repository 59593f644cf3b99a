package schedulepage

func (pg *Page) showHolidays() {}
