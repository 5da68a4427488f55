// expect: deleted (conversion )?function
#include <connectpsp/pix/document.hpp>

void show(std::string_view text) {
    std::string_view const number = connectpsp::cpf::parse(text).value().text();
    (void)number;
}
