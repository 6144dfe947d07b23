"""Lines of furniture on Chinese pages: the editor and the source under a text, counters over it, buttons between the two.

Chinese content systems print what they know of an article as labels with a colon, several on a line ("来源：… 责任编辑：…"), and newsrooms must
name the editor who answers for a text. So such a line is known by its labels.
"""

from __future__ import annotations

import re

#: Labels of what is known of an article: dates, counters, sources, editors, keywords, the size of letters, where to share.
_LABELS = (
    "(?:(?:发布|发表|更新|创建|录入|上传|刊登)(?:日期|时间)?|日期|时间|(?:浏览|阅读|点击|访问)(?:次数|数|量)?|人气|次数"
    "|(?:信息|文章|本文|新闻|稿件|图片|资料)?来源|稿源|原标题|原题|(?:本文|文章)?作者|责任编辑|责编|编辑|校对|审核|审校|监制|终审|录入|编审|主编|值班编辑"
    "|(?:文章)?关键(?:词|字)|标签|(?:所属)?(?:分类|栏目)|字号|字体|字体大小|分享(?:到|至)?|转载请注明|本文(?:固定)?(?:链接|地址)|打印)"
)
#: What stands behind a label; a clock has a colon, too.
_VALUE = re.compile(r"(?:[^:：。！？]|(?<=\d):(?=\d)){0,40}+")
_DAY = r"\d{4}\s*[-年/.]\s*\d{1,2}\s*[-月/.]\s*\d{1,2}\s*日?(?:\s*\d{1,2}:\d\d(?::\d\d)?)?"
_BEFORE = re.compile(rf"(?:{_DAY}\s*|【纠错】\s*)?[（(【\[]?")
#: Labels that stand in the text of an announcement, too: when something takes place, who wrote the book that it is about.
_ALSO_IN_TEXTS = re.compile(r"(?:日期|时间|作者|次数|人气|标签|分类|主编)\s*[:：]")
#: Together they tell when something begins.
_WHEN = re.compile(r"(?:日期|时间)\s*[:：]")
_LABEL = re.compile(rf"{_LABELS}\s*[:：]")
_ORIGINAL_TITLE = re.compile(r"[（(【\[]?原(?:标题|题)[:：].{1,80}[）)】\]]?")
#: Buttons, counters and notes, alone or beside each other.
_BUTTONS = re.compile(
    r"(?:(?>[【\[（(]?(?:打印(?:本页|本文|此文)?|关闭(?:窗口|本页)?|返回(?:顶部|列表|首页)?|纠错|我要纠错|复制链接|收藏(?:本文|本页)?|已收藏!?|知道了|点赞|赞|踩|转发|举报|投诉"
    r"|加入收藏|添加收藏夹|设为首页|我要(?:跟帖|评论|反馈)|发表评论|查看(?:更多|全部|评论).{0,10}|展开(?:全文|更多)?|阅读(?:全文|原文)|分享(?:到.{0,6})?|扫一扫.{0,20}|上一[篇页条](?:[\s:：>»（(【].{0,60})?"
    r"|下一[篇页条](?:[\s:：>»（(【].{0,60})?|已输入\d*字|(?:我有话说)?[（(]?\d+人参与[）)]?(?:评论|讨论|跟帖|互动)?|(?:\d+\s*条?)?(?:评论|跟帖|回复)[（(]?\d*[)）]?|图集|广告|热门推荐|热新闻|热话题|大家都在看|猜你喜欢"
    r"|相关(?:新闻|专题|链接|推荐|报道|阅读|文章)|延伸阅读|推荐阅读|更多(?:新闻|精彩|内容|阅读).{0,10}|阅读排行榜?|小|中|大|超大|A-|A\+?)[】\]）)]?[\s|：:!！>»]*))++"
)
_SAYINGS = re.compile(
    r"(?:(?:免责|版权|特别)?(?:声明|说明)\s*[:：](?:.*(?:不代表|转载|版权)"
    # a notice says what its reader is to do about what was copied; a company's statement tells of a wrong
    r"|(?=.*侵(?:权|犯)).*(?:请.{0,12}(?:联系|告知|通知)|联系(?:我们|本|小编|作者|编辑|客服|删)|必究))|(?:本|此)文(?:仅代表|只代表|为.{0,12}原创|来自.{0,20}自媒体)).{0,200}$"
    r"|(?:.{0,60}扫描(?:上方|下方|左侧|右侧)|请?扫描)二维码.{0,60}$|.{0,60}长按.{0,8}二维码.{0,60}$|.{0,40}不代表本[站网].{0,60}$"
    # what somebody said of a government begins otherwise
    r"|[*※（(]?(?:以上|本文|此文|该文|文章|文中|内容|转载|转发|版权|部分|作者).{0,40}不代表.{0,12}的?(?:观点|立场).{0,60}$"
    r"|(?:以上)?(?:图片|图文|素材)(?:均|都)?来(?:自|源于?)(?:于)?(?:网络|互联网).{0,20}$"
)
_LONGEST = 200


def is_line(text: str) -> bool:
    """Whether a whole paragraph is such a line."""
    if len(text) > _LONGEST:
        return False
    if labels := _labels(text):
        return not all(map(_WHEN.fullmatch, labels)) if len(labels) > 1 else not _ALSO_IN_TEXTS.fullmatch(labels[0])
    return any(pattern.fullmatch(text) for pattern in (_ORIGINAL_TITLE, _BUTTONS, _SAYINGS))


def _labels(text: str) -> list[str]:
    """The labels of a line that is made of nothing but labels, each with a short value behind it; none of another line."""
    before = _BEFORE.match(text)
    found = list(_LABEL.finditer(text))
    if not found or before is None or found[0].start() != before.end():
        return []
    ends = [*(each.start() for each in found[1:]), len(text)]
    values = (text[each.end() : end] for each, end in zip(found, ends, strict=True))
    return [each[0] for each in found] if all(map(_VALUE.fullmatch, values)) else []
