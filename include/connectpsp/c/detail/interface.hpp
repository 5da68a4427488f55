// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_C_DETAIL_INTERFACE_HPP
#define CONNECTPSP_C_DETAIL_INTERFACE_HPP

#include <connectpsp/api/operations.hpp>
#include <connectpsp/c/detail/forms.hpp>
#include <connectpsp/codec/binding_form.hpp>
#include <connectpsp/core/detail/code_table.hpp>
#include <connectpsp/core/limits.hpp>
#include <connectpsp/core/version.hpp>
#include <connectpsp/flow/attempt_record.hpp>

#include <boost/mp11/algorithm.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <variant>

// The whole interface as JSON, by a walk over the descriptions.

namespace connectpsp::inline CONNECTPSP_VERSION_NAMESPACE::detail {

/// The name of a type without its namespaces, as it stands in the source.
template <class T>
constexpr std::string_view type_name() noexcept {
#if defined(_MSC_VER) && !defined(__clang__)
    std::string_view text = __FUNCSIG__;
    text.remove_suffix(text.size() - text.rfind(">(void)"));
    text.remove_prefix(text.rfind("type_name<") + 10);
#else
    std::string_view text = __PRETTY_FUNCTION__;
    text.remove_prefix(text.find("T = ") + 4);
    text = text.substr(0, text.find_first_of(";]"));
#endif
    return text.substr(text.rfind(':') == text.npos ? 0 : text.rfind(':') + 1);
}

/// The described type of an object. A destination is not described itself, but its fields are.
template <class T>
struct twin_of {
    using type = T;
};
template <>
struct twin_of<destination> {
    using type = destination_fields;
};

template <class T>
struct element_of {
    using type = T;
};
template <class T>
struct element_of<std::vector<T>> {
    using type = T;
};
template <class T>
struct kept {
    using type = T;
};
template <class Value>
struct kept<received<Value>> {
    using type = Value;
};
template <class Enum>
struct kept<open_enum<Enum>> {
    using type = Enum;
};

/// Writes the interface; remembers which types and enumerations it has written.
class interface_writer {
public:
    std::string write() {
        out_.put("{\"version\":\"");
        number(CONNECTPSP_VERSION_MAJOR);
        out_.put('.');
        number(CONNECTPSP_VERSION_MINOR);
        out_.put('.');
        number(CONNECTPSP_VERSION_PATCH);
        out_.put("\",\"operations\":[");
        boost::mp11::mp_for_each<
            boost::mp11::mp_transform<boost::mp11::mp_identity, all_operations>>(
            [this](auto op) { operation_row<typename decltype(op)::type>(); });
        out_.put("],\"types\":[");
        boost::mp11::mp_for_each<
            boost::mp11::mp_transform<boost::mp11::mp_identity, all_operations>>([this](auto op) {
            type<typename decltype(op)::type>();
            type<typename decltype(op)::type::result_type>();
        });
        boost::mp11::mp_for_each<boost::mp11::mp_list<
            session_config, key_ring, retry_policy_form, request_form, error_form, event_form,
            rebalance_plan_form, reconciliation_form, attempt_form, attempt_record, br_code_form,
            static_br_code_form, dynamic_br_code_form>>(
            [this](auto value) { type<decltype(value)>(); });
        out_.put("],\"enumerations\":[");
        out_.put(std::string_view{enumerations_}.substr(enumerations_.empty() ? 0 : 1));
        out_.put("],\"codes\":[");
        codes("connectpsp", core_rows);
        codes("connectpsp.api", api_rows);
        out_.put("],\"conditions\":[");
        for (code_row const& each : condition_rows)
            text(each.name);
        out_.put("],\"remedies\":[");
        for (int i = 1; i <= static_cast<int>(remedy::contact_support); ++i)
            text(to_string(static_cast<remedy>(i)));
        out_.put("],\"checkedTexts\":[");
        for (std::string_view const each : checked_texts)
            text(each);
        out_.put("],\"limits\":{");
        limit("amountCentavos", limits::amount_centavos);
        limit("externalReferenceBytes", limits::external_reference_bytes);
        limit("textCharacters", limits::text_characters);
        limit("urlBytes", limits::url_bytes);
        limit("lookupIdBytes", limits::lookup_id_bytes);
        limit("expirationMinutes", limits::expiration_minutes);
        limit("brCodeCharacters", limits::br_code_characters);
        limit("responseBodyBytes", limits::response_body_bytes);
        limit("webhookBodyBytes", limits::webhook_body_bytes);
        out_.put("}}");
        return std::move(out_).take();
    }

    /// What connectpsp_check_text() takes.
    static constexpr std::string_view checked_texts[] = {"document",
                                                         "cpf",
                                                         "cnpj",
                                                         "pix_key_cpf",
                                                         "pix_key_cnpj",
                                                         "pix_key_email",
                                                         "pix_key_phone",
                                                         "pix_key_evp",
                                                         "end_to_end_id",
                                                         "ispb",
                                                         "branch",
                                                         "account_number",
                                                         "external_reference",
                                                         "lookup_id",
                                                         "idempotency_key",
                                                         "base_url",
                                                         "ascii_text",
                                                         "money"};

private:
    void number(std::int64_t value) { out_.put(std::to_string(value)); }

    /// A comma, except behind an opening bracket.
    void separate() {
        char const last = out_.size() == 0 ? '[' : out_[out_.size() - 1];
        if (last != '[' && last != '{') out_.put(',');
    }
    void text(std::string_view value) {
        separate();
        write_value(value, writer{out_});
    }
    void key(std::string_view name) {
        text(name);
        out_.put(':');
    }
    void member(std::string_view name, std::string_view value) {
        key(name);
        write_value(value, writer{out_});
    }
    void member(std::string_view name, char const* value) { member(name, std::string_view{value}); }
    void member(std::string_view name, bool value) {
        key(name);
        write_value(value, writer{out_});
    }
    template <class Number>
    void limit(std::string_view name, Number value) {
        member(name, std::string_view{std::to_string(value)});
    }

    template <class Rows>
    void codes(std::string_view category, Rows const& rows) {
        for (code_row const& each : rows) {
            separate();
            out_.put('{');
            member("category", category);
            member("name", each.name);
            key("number");
            number(each.number);
            member("message", each.text);
            out_.put('}');
        }
    }

    template <class Op>
    void operation_row() {
        constexpr auto const& at = Op::endpoint;
        separate();
        out_.put('{');
        member("name", type_name<Op>());
        member("method", to_string(at.method));
        member("path", at.path);
        member("auth", at.auth == auth::none     ? "none"
                       : at.auth == auth::bearer ? "bearer"
                                                 : "bearer_and_signature");
        member("effect", at.effect == effect::none             ? "none"
                         : at.effect == effect::creates_charge ? "creates_charge"
                                                               : "moves_money");
        member("idempotency", at.idempotency == idempotency::inherent ? "inherent"
                              : at.idempotency == idempotency::by_key ? "by_key"
                                                                      : "none");
        member("result", type_name<typename Op::result_type>());
        out_.put('}');
    }

    template <class T>
    static constexpr std::string_view kind_of() noexcept {
        if constexpr (std::same_as<T, money>)
            return "amount";
        else if constexpr (std::same_as<T, std::int64_t>)
            return "integer";
        else if constexpr (std::same_as<T, bool>)
            return "boolean";
        else if constexpr (std::same_as<T, timestamp>)
            return "timestamp";
        else if constexpr (std::same_as<T, date>)
            return "date";
        else if constexpr (std::same_as<T, secret>)
            return "secret";
        else if constexpr (std::same_as<T, std::string>)
            return "text";
        else if constexpr (named_enum<T>)
            return "enumeration";
        else if constexpr (described<typename twin_of<T>::type>)
            return "object";
        else
            return "checked_text";
    }

    static constexpr std::string_view kinds[] = {"amount", "integer",     "boolean", "timestamp",
                                                 "date",   "secret",      "text",    "enumeration",
                                                 "object", "checked_text"};
    static constexpr std::string_view places[] = {"", "path", "query", "header"};

    /// One member, as the interface states it. Small, because there are hundreds, and each pointer
    /// is relocated when the library is loaded.
    struct member_info {
        std::string_view key;
        std::string_view name;
        std::string_view type; ///< empty where the kind says all
        unsigned char kind;    ///< in kinds
        unsigned char place;   ///< in places
        bool optional;
        bool list;
        bool open;
    };

    template <class Descriptor>
    static constexpr member_info info_of() noexcept {
        using T = member_type<Descriptor::pointer>;
        using Element = typename element_of<bare_type<T>>::type;
        using Bare = typename kept<Element>::type;
        constexpr std::string_view kind = kind_of<Bare>();
        constexpr bool is_named = kind == "enumeration" || kind == "checked_text";
        return {.key = camel_case<Descriptor, suffix_of<T>()>::text(),
                .name = camel_case<Descriptor>::name,
                .type = is_named           ? type_name<Bare>()
                        : kind != "object" ? std::string_view{}
                                           : object_name<Bare>(),
                .kind = static_cast<unsigned char>(std::ranges::find(kinds, kind) - kinds),
                .place = is_path<T>     ? 1
                         : is_query<T>  ? 2
                         : is_header<T> ? 3
                                        : 0,
                .optional = !bound_access<Descriptor::pointer>::required,
                .list = is_vector<bare_type<T>>,
                .open = is_open<Element>};
    }

    template <class T>
    static constexpr std::string_view object_name() noexcept {
        return std::same_as<T, destination> ? std::string_view{"destination"} : type_name<T>();
    }

    CONNECTPSP_NOINLINE void member_row(member_info const& told) {
        separate();
        out_.put('{');
        member("key", told.key);
        member("name", told.name);
        member("kind", kinds[told.kind]);
        if (!told.type.empty()) member("type", told.type);
        member("optional", told.optional);
        if (told.list) member("list", true);
        if (told.open) member("open", true);
        if (told.place != 0) member("place", places[told.place]);
        out_.put('}');
    }

    template <class... Descriptor>
    void object_row(std::string_view name, boost::mp11::mp_list<Descriptor...>) {
        static constexpr std::array<member_info, sizeof...(Descriptor)> told{
            info_of<Descriptor>()...};
        object_row(name, std::span<member_info const>{told});
    }

    CONNECTPSP_NOINLINE void object_row(std::string_view name, std::span<member_info const> told) {
        separate();
        out_.put('{');
        member("name", name);
        key("members");
        out_.put('[');
        for (member_info const& each : told)
            member_row(each);
        out_.put("]}");
    }

    CONNECTPSP_NOINLINE void enumeration_row(std::string_view name,
                                             std::span<std::string_view const> values) {
        json_output row;
        row.put(",{\"name\":");
        write_value(name, writer{row});
        row.put(",\"values\":[");
        bool first = true;
        for (std::string_view const each : values) {
            if (!std::exchange(first, false)) row.put(',');
            write_value(each, writer{row});
        }
        row.put("]}");
        enumerations_ += std::move(row).take();
    }

    /// Whether a type is not written yet.
    CONNECTPSP_NOINLINE bool is_new(std::string_view name) {
        return written_.insert(std::string{name}).second;
    }

    template <class... Descriptor>
    void types_inside(boost::mp11::mp_list<Descriptor...>) {
        (type<typename kept<
             typename element_of<bare_type<member_type<Descriptor::pointer>>>::type>::type>(),
         ...);
    }

    /// Writes the types inside a type, and then the type itself.
    template <class T>
    void type() {
        using Twin = typename twin_of<T>::type;
        if constexpr (named_enum<T>) {
            constexpr std::string_view name = type_name<T>();
            if (is_new(name)) enumeration_row(name, enum_names<T>::names);
        } else if constexpr (described<Twin>) {
            constexpr std::string_view name = object_name<T>();
            if (!is_new(name)) return;
            types_inside(described_members<Twin>{});
            object_row(name, described_members<Twin>{});
        }
    }

    json_output out_;
    std::string enumerations_;
    std::set<std::string> written_;
};

} // namespace connectpsp::detail

#endif
