#ifndef CONNECTPSP_IMPL_REDACT_IPP
#define CONNECTPSP_IMPL_REDACT_IPP

#include <connectpsp/redact.hpp>

namespace connectpsp {

CONNECTPSP_DECL std::string redact(event const& value) {
    std::string text = R"({"eventType":)";
    detail::writer const to{text, true};
    detail::write_value(value.type, to);
    text += R"(,"eventAt":)";
    detail::write_value(value.time, to);
    std::visit(
        [&]<class Data>(Data const& about) {
            if constexpr (described<Data>) {
                text += R"(,"data":)";
                detail::write_value(about, to);
            }
        },
        value.data);
    return text += '}';
}

CONNECTPSP_DECL std::string redact(request const& message) {
    std::string text{to_string(message.method)};
    text.append(" ").append(message.url).append(" {");
    bool first = true;
    for (header_field const field : message.headers) {
        text.append(first ? "" : ", ").append(field.name).append(": ***");
        first = false;
    }
    text.append("} ").append(std::to_string(message.body.size())).append(" bytes");
    return text;
}

CONNECTPSP_DECL std::string redact(response_view const& answer) {
    // The media type is the server's text too: only what a media type is made of passes.
    std::string_view const type = answer.content_type.substr(
        0, answer.content_type.find_first_not_of("abcdefghijklmnopqrstuvwxyz+-./"));
    std::string text = "HTTP " + std::to_string(answer.status);
    if (!type.empty()) text.append(" ").append(type.substr(0, 40));
    text.append(" ").append(std::to_string(answer.body.size())).append(" bytes");
    return text;
}

} // namespace connectpsp

#endif
